// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ejgrad.benchmarks.byhand.PlainImplementation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The one benchmark: a step of a workload by a contender. Each virtual machine first compares the
 * results with those by hand in plain Java, on fresh runs, and fails if they differ.
 *
 * <p>Run by {@link BenchmarksMain}: {@code mvn -q verify -Pbenchmarks}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class WorkloadBenchmark {
  /** The row; set by the main program. */
  @Param({})
  public Workload workload = Workload.CELL_10000;

  /** The column; set by the main program. */
  @Param({})
  public Contender contender = Contender.EJGRAD;

  @SuppressWarnings("NullAway.Init") // start makes it
  private Run run;

  /** Checks, then makes the run that is timed. */
  @Setup(Level.Trial)
  public void start() {
    Implementation implementation = Implementations.of(contender);
    if (contender != Contender.PLAIN) {
      Check.sameResults(
          workload + " by " + contender,
          started(implementation),
          workload.problem().start(new PlainImplementation(), Precision.DOUBLE).orElseThrow().get(),
          workload.precision().tolerance());
    }
    run = started(implementation);
  }

  private Run started(Implementation implementation) {
    return workload
        .start(implementation)
        .orElseThrow(() -> new IllegalStateException(contender + " has no run of " + workload))
        .get();
  }

  /** What is timed. */
  @Benchmark
  public void step() {
    run.step();
  }
}
