package dev.batchenrich.standalone.command;

import dev.batchenrich.contract.Entity;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Entities as they are typed: {@code person}, {@code company}. */
final class EntityNames implements ITypeConverter<Entity>, Iterable<String> {

  @Override
  public Entity convert(String text) {
    return Arrays.stream(Entity.values())
        .filter(entity -> entity.wireName().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException("must be person or company, is '%s'".formatted(text)));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Entity.values()).map(Entity::wireName).iterator();
  }
}
