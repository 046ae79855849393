package dev.batchenrich.standalone.command;

import dev.batchenrich.standalone.client.Job;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends jobs before their time. */
@Command(
    name = "cancel",
    description = "Ends jobs before their time; what was found until then is kept.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class CancelCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", arity = "1..*", description = "The jobs' batch_id.")
  List<String> ids = List.of();

  @Mixin ClientOptions connection = new ClientOptions();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var client = connection.client();
    var out = Terminal.out(spec);
    for (var id : ids) {
      var job = client.cancel(id);
      out.println(connection.isJson ? job.json() : told(job));
      out.flush();
    }
    return 0;
  }

  private static String told(Job job) {
    return job.hasEnded()
        ? "%s has ended already: %s".formatted(job.id(), job.end())
        : "%s will be cancelled".formatted(job.id());
  }
}
