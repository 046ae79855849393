package dev.batchenrich.standalone.command;

import dev.batchenrich.contract.BatchStatus;
import java.util.Arrays;
import java.util.Iterator;

/** Statuses, for completion. The server checks them. */
final class StatusCandidates implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(BatchStatus.values()).map(BatchStatus::wireName).iterator();
  }
}
