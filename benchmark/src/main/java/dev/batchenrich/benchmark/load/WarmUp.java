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
  private static final double COMPILING = 0.01;

  /** So often one after the other they must have taken less: they work now and then. */
  private static final int IN_A_ROW = 3;

  /** Some of the work: enough to tell the share of the compilers in it. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /** Repeats {@code work}, at least once, and returns for how many seconds. */
  public double repeat(Work work) throws Exception {
    var began = System.nanoTime();
    var warm = 0;
    double passed;
    do {
      warm = compiling(work) > COMPILING ? 0 : warm + 1;
      passed = (System.nanoTime() - began) / 1e9;
    } while (warm < IN_A_ROW && passed < seconds);
    return passed;
  }

  private double compiling(Work work) throws Exception {
    var compilerBefore = usage.compilerSeconds();
    var cpuBefore = usage.cpuSeconds();
    work.run();
    return (usage.compilerSeconds() - compilerBefore) / (usage.cpuSeconds() - cpuBefore);
  }
}
