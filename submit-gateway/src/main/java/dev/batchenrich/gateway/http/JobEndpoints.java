package dev.batchenrich.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.batchenrich.contract.BatchStatus;
import dev.batchenrich.contract.answer.JobAnswer;
import dev.batchenrich.contract.message.JobStatus;
import dev.batchenrich.gateway.refusal.Refusal;
import dev.batchenrich.gateway.view.KnownJob;
import dev.batchenrich.gateway.view.View;
import io.javalin.http.Context;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /batch/{batch_id}} and {@code GET /batch}: what became of submissions; {@code POST
 * /batch/{batch_id}/cancel}: let nothing more become of one.
 */
record JobEndpoints(
    Callers callers, Supplier<Backend> backend, Links links, LongPolls longPolls, Clock clock) {

  static final String BATCH_ID = "batch_id";

  private static final Logger LOG = LoggerFactory.getLogger(JobEndpoints.class);
  private static final int DEFAULT_LIMIT = 20;
  private static final BigInteger MAX_LIMIT = BigInteger.valueOf(100);
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

  void one(Context request) {
    var account = callers.caller(request).account();
    var view = backend.get().view();
    var batchId = request.pathParam(BATCH_ID);
    var job = OwnJobs.find(view, account, batchId);
    var wait = Prefer.waiting(request);
    var news =
        wait == null || job.status().status().isTerminal()
            ? null
            : longPolls.news(
                job,
                wait,
                () -> view.nextChange(batchId),
                () -> OwnJobs.find(view, account, batchId));
    if (wait == null || news == null) {
      one(request, job);
      return;
    }
    request.header("Preference-Applied", "wait=" + wait.toSeconds());
    var since = System.nanoTime();
    request.future(
        () ->
            news.thenAccept(
                latest -> {
                  RequestTimes.heldBack(request, System.nanoTime() - since);
                  one(request, latest);
                }));
  }

  private void one(Context request, KnownJob job) {
    if (job.status().status().isActive()) {
      var told = job.status().toldAt(clock.instant());
      request.header("Retry-After", Long.toString(NextPoll.secondsFor(told)));
    }
    Answers.json(request, 200, answer(request, job));
  }

  void cancel(Context request) {
    var account = callers.caller(request).account();
    var batchId = request.pathParam(BATCH_ID);
    var batch = OwnJobs.find(backend.get().view(), account, batchId).status().batch();
    var job = backend.get().cancellations().cancel(batch);
    Answers.json(request, job.status().status().isActive() ? 202 : 200, answer(request, job));
  }

  void list(Context request) {
    var account = callers.caller(request).account();
    var limit = limit(request.queryParam("limit"));
    var status = status(request.queryParam("status"));
    var view = backend.get().view();
    var cursor = request.queryParam("cursor");
    var after = cursor == null ? null : cursor(view, account, cursor);
    if (cursor == null && !view.catchUp(account)) {
      LOG.warn("jobs are listed as far as they are known: account={}", account);
    }
    // One more than asked for tells whether there are more.
    var found = view.list(account, status, after, limit + 1);
    var page = found.subList(0, Math.min(limit, found.size()));
    var hasMore = found.size() > page.size();
    Answers.json(
        request,
        200,
        new Page(
            page.stream().map(job -> answer(request, job)).toList(),
            hasMore ? page.get(page.size() - 1).status().batch().batchId() : null,
            hasMore));
  }

  private JobAnswer answer(Context request, KnownJob job) {
    var told = job.status().toldAt(clock.instant());
    return JobAnswer.of(told, links.to(request, told), job.webhook());
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    if (!INTEGER.matcher(text).matches()) {
      throw Refusal.invalid(
          "limit must be an integer; it is brought into the range 1 to " + MAX_LIMIT);
    }
    return new BigInteger(text).max(BigInteger.ONE).min(MAX_LIMIT).intValue();
  }

  private static @Nullable BatchStatus status(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(BatchStatus.values())
        .filter(status -> status.wireName().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.invalid(
                    Arrays.stream(BatchStatus.values())
                        .map(BatchStatus::wireName)
                        .collect(Collectors.joining(", ", "status must be one of ", ""))));
  }

  private static JobStatus cursor(View view, String account, String batchId) {
    var known = OwnJobs.findOrNull(view, account, batchId);
    if (known == null) {
      throw Refusal.invalid("cursor must be the next_cursor of an earlier page");
    }
    return known.status();
  }

  private record Page(
      List<JobAnswer> jobs,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor,
      boolean hasMore) {}
}
