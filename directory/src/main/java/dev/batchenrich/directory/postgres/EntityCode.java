package dev.batchenrich.directory.postgres;

import dev.batchenrich.contract.Entity;

/** What stands for an entity in the tables. */
final class EntityCode {

  private EntityCode() {}

  /** Part of what is stored: never to be changed. */
  static short of(Entity entity) {
    return switch (entity) {
      case PERSON -> 1;
      case COMPANY -> 2;
    };
  }
}
