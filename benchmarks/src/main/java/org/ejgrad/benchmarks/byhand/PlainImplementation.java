// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.byhand;

import java.util.Optional;
import java.util.function.Supplier;
import org.ejgrad.benchmarks.CellProblem;
import org.ejgrad.benchmarks.ClassifierProblem;
import org.ejgrad.benchmarks.Contender;
import org.ejgrad.benchmarks.CurvatureProblem;
import org.ejgrad.benchmarks.Implementation;
import org.ejgrad.benchmarks.LinearProblem;
import org.ejgrad.benchmarks.MiniBatchProblem;
import org.ejgrad.benchmarks.NestedSinProblem;
import org.ejgrad.benchmarks.Precision;
import org.ejgrad.benchmarks.RosenbrockProblem;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.SampleProblem;
import org.ejgrad.benchmarks.TanhExpProblem;
import org.ejml.EjmlVersion;

/** All problems by hand in plain Java, in double. */
public final class PlainImplementation implements Implementation {
  private final Loops loops = new PlainLoops();

  @Override
  public Contender contender() {
    return Contender.PLAIN;
  }

  @Override
  public String version() {
    return "EJML " + EjmlVersion.VERSION + ", one thread";
  }

  private static Optional<Supplier<Run>> inDouble(Precision precision, Supplier<Run> run) {
    return precision == Precision.DOUBLE ? Optional.of(run) : Optional.empty();
  }

  @Override
  public Optional<Supplier<Run>> cell(CellProblem problem, Precision precision) {
    return inDouble(precision, () -> new CellRun(problem, loops));
  }

  @Override
  public Optional<Supplier<Run>> classifier(ClassifierProblem problem, Precision precision) {
    return inDouble(precision, () -> new ClassifierRun(problem, loops));
  }

  @Override
  public Optional<Supplier<Run>> curvature(CurvatureProblem problem, Precision precision) {
    return inDouble(precision, () -> new CurvatureRun(problem, loops));
  }

  @Override
  public Optional<Supplier<Run>> tanhExp(TanhExpProblem problem, Precision precision) {
    return inDouble(precision, () -> new TanhExpRun(problem, loops));
  }

  @Override
  public Optional<Supplier<Run>> sample(SampleProblem problem, Precision precision) {
    return inDouble(precision, () -> new SampleRun(problem));
  }

  @Override
  public Optional<Supplier<Run>> linear(LinearProblem problem, Precision precision) {
    return inDouble(precision, () -> new LinearRun(problem));
  }

  @Override
  public Optional<Supplier<Run>> miniBatch(MiniBatchProblem problem, Precision precision) {
    return inDouble(precision, () -> new MiniBatchRun(problem));
  }

  @Override
  public Optional<Supplier<Run>> rosenbrock(RosenbrockProblem problem, Precision precision) {
    return inDouble(precision, () -> new RosenbrockRun(problem));
  }

  @Override
  public Optional<Supplier<Run>> nestedSin(NestedSinProblem problem, Precision precision) {
    return inDouble(precision, () -> new NestedSinRun(problem));
  }
}
