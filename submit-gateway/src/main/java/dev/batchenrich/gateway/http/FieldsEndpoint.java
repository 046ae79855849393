package dev.batchenrich.gateway.http;

import dev.batchenrich.contract.Entity;
import dev.batchenrich.contract.IdentifierType;
import dev.batchenrich.contract.field.FieldCatalogue;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;

/** {@code GET /fields/<entity>}: what a submission may ask for. It is no secret. */
record FieldsEndpoint(Entity entity) implements Handler {

  @Override
  public void handle(Context request) {
    var catalogue = FieldCatalogue.of(entity);
    Answers.json(
        request,
        200,
        new Fields(entity, entity.identifierTypes(), catalogue.defaults(), catalogue.selectable()));
  }

  private record Fields(
      Entity entity,
      List<IdentifierType> identifierTypes,
      List<String> defaultFields,
      List<String> availableFields) {}
}
