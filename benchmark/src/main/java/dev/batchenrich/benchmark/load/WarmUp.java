package dev.batchenrich.benchmark.load;

/**
 * Before something is measured: work that is repeated until the process that does it has little
 * left to compile.
 *
 * @param usage of that process
 * @param seconds for how long work is begun at most
 */
public record WarmUp(ProcessUsage usage, int seconds) {

  /** The share of the just-in-time compilers in the CPU time of a process that is warm. */
  private static final double COMPILING = 0.025;

  /** Some of the work: enough that a compiler which works now and then is seen at work. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Repeats {@code work}, at least once. */
  public void repeat(Work work) throws Exception {
    var end = System.nanoTime() + seconds * 1e9;
    double compiling;
    do {
      var compilerBefore = usage.compilerSeconds();
      var cpuBefore = usage.cpuSeconds();
      work.run();
      compiling = (usage.compilerSeconds() - compilerBefore) / (usage.cpuSeconds() - cpuBefore);
    } while (compiling > COMPILING && System.nanoTime() < end);
  }
}
