// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ejgrad.graph.Workspace;
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
 * A compiled update of a million parameters, and the streams that its formula needs.
 *
 * <p>Run by {@link RulesCommand}: {@code mvn -q verify -Pbenchmarks -Dargs=rules}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RuleBenchmark {
  /** A matrix of a million. */
  static final int SIDE = 1000;

  /** The step of a rule. */
  @State(Scope.Thread)
  public static class Step {
    /** Set by the command. */
    @Param({})
    public RuleTraffic rule = RuleTraffic.ADAM;

    @SuppressWarnings("NullAway.Init") // start makes it
    private Workspace workspace;

    /** Compiles. */
    @Setup(Level.Trial)
    public void start() {
      workspace = rule.step(SIDE, SIDE).workspace();
    }
  }

  /** The arrays of a formula. */
  @State(Scope.Thread)
  public static class Needed {
    /** Set by the command. */
    @Param("2")
    public int read = 2;

    /** Of those read. */
    @Param("1")
    public int written = 1;

    @SuppressWarnings("NullAway.Init") // start makes it
    private Streams streams;

    /** Allocates. */
    @Setup(Level.Trial)
    public void start() {
      streams = new Streams(read, written, SIDE * SIDE);
    }
  }

  /** The update. */
  @Benchmark
  public void step(Step step) {
    step.workspace.run();
  }

  /** The streams. */
  @Benchmark
  public void streams(Needed needed) {
    needed.streams.run();
  }
}
