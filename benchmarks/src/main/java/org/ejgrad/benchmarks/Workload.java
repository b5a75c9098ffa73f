// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import static org.ejgrad.benchmarks.Contender.EJGRAD;
import static org.ejgrad.benchmarks.Contender.PLAIN;
import static org.ejgrad.benchmarks.Contender.SIMD;
import static org.ejgrad.benchmarks.Precision.DOUBLE;
import static org.ejgrad.benchmarks.Precision.FLOAT;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rows of the table. A float row has runs as soon as an {@link Implementation} answers for
 * {@link Precision#FLOAT}.
 */
public enum Workload {
  CELL_10000("study cell 2-16-16-16-1, n = 10,000", cell(10_000, 16), SIMD, 2.5, 325),
  CELL_10000_FLOAT("the same in float", CELL_10000, 1.8),
  CELL_1000("study cell 2-16-16-16-1, n = 1,000", cell(1_000, 16), SIMD, 1.5, 5_800),
  CELL_100("study cell 2-16-16-16-1, n = 100", cell(100, 16), SIMD, 1, 50_000),
  CELL_100_SMALL("study cell 2-4-4-4-1, n = 100", cell(100, 4), SIMD, 0.7, 114_000),
  CLASSIFIER("784-512-256-10 relu, batch 128, Adam, step", classifier(), SIMD, 1, 252),
  CLASSIFIER_FLOAT("the same in float", CLASSIFIER, 1.8),
  SAMPLE("784-10-5-10 sigmoid, batch 1, SGD, step", sample(), PLAIN, 0.9, 164_000),
  LINEAR(
      "gradient of mean((X theta - y)^2), X 500x2",
      new LinearProblem(500, 2),
      PLAIN,
      0.5,
      2_200_000),
  MINI_BATCH(
      "mini-batch 32 of 150,000x7, Adam, step",
      new MiniBatchProblem(150_000, 7, 32),
      PLAIN,
      0.25,
      3_760_000),
  TANH_EXP(
      "gradient of sum(tanh(a x + b) exp(-c x^2)), x of 1e6",
      new TanhExpProblem(1_000_000),
      SIMD,
      1.6,
      285),
  TANH_EXP_FLOAT("the same in float", TANH_EXP.problem, FLOAT, new Target(3.2, SIMD, 285)),
  ROSENBROCK(
      "gradient of Rosenbrock in 10 dimensions",
      new RosenbrockProblem(10),
      PLAIN,
      0.023,
      87_000_000),
  NESTED_SIN(
      "gradient of 1,000 nested sin of a number", new NestedSinProblem(1_000), PLAIN, 0.5, 50_000),
  CURVATURE(
      "Hessian-vector product, 784-512-256-10, batch 128",
      new CurvatureProblem(classifier()),
      SIMD,
      1.7,
      93),
  CLASSIFIER_PURE_JAVA(
      "784-512-256-10 step, no native library", classifier(), DOUBLE, new Target(10, PLAIN, 13));

  private final String title;
  private final Problem problem;
  private final Precision precision;
  private final Target target;

  Workload(String title, Problem problem, Precision precision, Target target) {
    this.title = title;
    this.problem = problem;
    this.precision = precision;
    this.target = target;
  }

  Workload(String title, Problem problem, Contender contender, double factor, double figure) {
    this(title, problem, DOUBLE, new Target(factor, contender, figure));
  }

  /** The float row: so many times EJGrad's own rate in double. */
  Workload(String title, Workload inDouble, double factor) {
    this(title, inDouble.problem, FLOAT, new Target(factor, EJGRAD, Double.NaN));
  }

  /** The first column. */
  public String title() {
    return title;
  }

  /** What is computed. */
  public Problem problem() {
    return problem;
  }

  /** In which numbers. */
  public Precision precision() {
    return precision;
  }

  /** What EJGrad is to reach. */
  public Target target() {
    return target;
  }

  /** The row in double numbers with the same problem, itself for most. */
  public Workload reference() {
    for (Workload other : values()) {
      if (other.precision == DOUBLE && other.problem.equals(problem)) {
        return other;
      }
    }
    throw new IllegalStateException("no row in double for " + this);
  }

  /** Whether EJGrad runs without native libraries. */
  public boolean isPureJava() {
    return this == CLASSIFIER_PURE_JAVA;
  }

  /** Flags of the virtual machine, beside those of all rows. */
  public List<String> flags() {
    return isPureJava() ? List.of("-Dejgrad.kernels=simd", "-Dejgrad.blas=none") : List.of();
  }

  /** Makes fresh runs; none if the implementation has none or may not take part. */
  public Optional<Supplier<Run>> start(Implementation implementation) {
    boolean barred = isPureJava() && implementation.contender() != EJGRAD;
    return barred ? Optional.empty() : problem.start(implementation, precision);
  }

  private static CellProblem cell(int samples, int width) {
    return new CellProblem(samples, List.of(width, width, width));
  }

  private static ClassifierProblem classifier() {
    return new ClassifierProblem(128, List.of(784, 512, 256, 10));
  }

  private static SampleProblem sample() {
    return new SampleProblem(64, List.of(784, 10, 5, 10));
  }
}
