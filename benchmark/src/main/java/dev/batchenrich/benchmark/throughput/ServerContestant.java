package dev.batchenrich.benchmark.throughput;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.batchenrich.benchmark.load.Accounts;
import dev.batchenrich.benchmark.load.LaunchedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ours: a server as users start it, which gets its jobs over HTTP from this process. */
final class ServerContestant implements Contestant {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Fields, List<byte[]>> bodies = new EnumMap<>(Fields.class);
  private final Accounts accounts;
  private final LaunchedServer server;

  /**
   * Starts the server.
   *
   * @param jobs the most that are submitted at once
   * @param options of the command {@code serve} besides
   */
  ServerContestant(Records records, int jobs, Path folder, String... options) throws IOException {
    for (var fields : Fields.values()) {
      bodies.put(fields, bodies(records, fields));
    }
    accounts = new Accounts((jobs + Accounts.ACTIVE_JOBS - 1) / Accounts.ACTIVE_JOBS);
    var all = new ArrayList<>(List.of(options));
    all.add("--directory=local:" + records.directory());
    all.add("--api-keys=" + accounts.write(folder.resolve("keys")));
    server = new LaunchedServer(folder.resolve("data"), all);
  }

  private static List<byte[]> bodies(Records records, Fields fields)
      throws JsonProcessingException {
    var bodies = new ArrayList<byte[]>();
    for (var i = 0; i < Records.DISTINCT_JOBS; i++) {
      var body = Map.of("business_emails", records.job(i), "fields", fields.names());
      bodies.add(JSON.writeValueAsBytes(body));
    }
    return bodies;
  }

  @Override
  public double run(Contender contender, int jobs) throws Exception {
    var bodies = requireNonNull(this.bodies.get(contender.fields()));
    var submissions =
        IntStream.range(0, jobs).mapToObj(i -> bodies.get(i % bodies.size())).toList();
    var began = System.nanoTime();
    accounts.enrichAtOnce(server.url(), submissions);
    return (System.nanoTime() - began) / 1e9;
  }

  @Override
  public ProcessHandle process() {
    return server.process();
  }

  @Override
  public Path results() {
    return server.results();
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
