package dev.batchenrich.standalone.command;

import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.standalone.identifiers.TypeNames;
import java.util.Arrays;
import java.util.Iterator;

/** Identifier types, for completion. */
final class TypeCandidates implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(IdentifierType.values()).map(TypeNames::shortName).iterator();
  }
}
