// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long JMH measures, and the measurement of one cell of the table.
 *
 * @param forks virtual machines for each cell
 * @param warmUps iterations before measuring, of the same length
 * @param iterations measured in each fork
 * @param milliseconds of an iteration
 */
record Timing(int forks, int warmUps, int iterations, int milliseconds) {
  /**
   * About ten minutes for EJGrad and by hand. A step of milliseconds runs a loop of a hundred
   * elements so seldom that the JIT takes it up after some eight seconds only.
   */
  static final Timing QUICK = new Timing(1, 12, 4, 800);

  /** About forty minutes for EJGrad and by hand. */
  static final Timing FULL = new Timing(3, 7, 7, 1_500);

  /** Fixed heap, so that its growth is not measured. */
  static final List<String> FLAGS =
      List.of("--add-modules", "jdk.incubator.vector", "-Xms2g", "-Xmx2g");

  /**
   * Measures in virtual machines of their own.
   *
   * @param log where JMH writes what it does
   * @throws RunnerException if a fork fails, as it does where the results are wrong
   */
  Measurement measure(Workload workload, Contender contender, Path log) throws RunnerException {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(workload.flags());
    return measure(
        WorkloadBenchmark.class,
        "step",
        options ->
            options
                .param("workload", workload.name())
                .param("contender", contender.name())
                .jvmArgs(flags.toArray(new String[0])),
        log);
  }

  /**
   * Measures a method of a benchmark.
   *
   * @param changes sets its parameters, and flags if it has others
   * @param log as above
   * @throws RunnerException as above
   */
  Measurement measure(
      Class<?> benchmark, String method, UnaryOperator<ChainedOptionsBuilder> changes, Path log)
      throws RunnerException {
    ChainedOptionsBuilder usual =
        new OptionsBuilder()
            .include("^" + benchmark.getName() + "." + method + "$")
            .forks(forks)
            .warmupIterations(warmUps)
            .warmupTime(TimeValue.milliseconds(milliseconds))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(milliseconds))
            .jvmArgs(FLAGS.toArray(new String[0]))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .output(log.toString());
    Collection<RunResult> results = new Runner(changes.apply(usual).build()).run();
    if (results.size() != 1) {
      throw new RunnerException("JMH must give one result, got " + results.size());
    }
    RunResult result = results.iterator().next();
    return new Measurement(
        result.getPrimaryResult().getStatistics().getPercentile(50), bytesPerStep(result));
  }

  @SuppressWarnings("rawtypes") // JMH's map holds them
  private static double bytesPerStep(RunResult result) {
    for (Map.Entry<String, Result> entry : result.getSecondaryResults().entrySet()) {
      if (entry.getKey().endsWith("gc.alloc.rate.norm")) {
        return entry.getValue().getScore();
      }
    }
    throw new IllegalStateException(
        "measure: JMH must report gc.alloc.rate.norm, got "
            + result.getSecondaryResults().keySet());
  }

  @Override
  public String toString() {
    return forks + " forks of " + warmUps + " + " + iterations + " x " + milliseconds + " ms";
  }
}
