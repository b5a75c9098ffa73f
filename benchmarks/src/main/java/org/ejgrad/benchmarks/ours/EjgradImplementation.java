// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.ours;

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
import org.ejgrad.ops.kernels.KernelTiers;

/** All problems with EJGrad. */
public final class EjgradImplementation implements Implementation {
  @Override
  public Contender contender() {
    return Contender.EJGRAD;
  }

  @Override
  public String version() {
    return KernelTiers.report().replace("\n", "; ");
  }

  /** Where float has no row. */
  private static Optional<Supplier<Run>> inDouble(Precision precision, Supplier<Run> run) {
    return precision == Precision.DOUBLE ? Optional.of(run) : Optional.empty();
  }

  @Override
  public Optional<Supplier<Run>> cell(CellProblem problem, Precision precision) {
    return Optional.of(() -> Networks.cell(problem, precision.ofPrograms()));
  }

  @Override
  public Optional<Supplier<Run>> classifier(ClassifierProblem problem, Precision precision) {
    return Optional.of(() -> Networks.classifier(problem, precision.ofPrograms()));
  }

  @Override
  public Optional<Supplier<Run>> curvature(CurvatureProblem problem, Precision precision) {
    return inDouble(precision, () -> Networks.curvature(problem));
  }

  @Override
  public Optional<Supplier<Run>> sample(SampleProblem problem, Precision precision) {
    return inDouble(precision, () -> Networks.sample(problem));
  }

  @Override
  public Optional<Supplier<Run>> linear(LinearProblem problem, Precision precision) {
    return inDouble(precision, () -> Functions.linear(problem));
  }

  @Override
  public Optional<Supplier<Run>> miniBatch(MiniBatchProblem problem, Precision precision) {
    return inDouble(precision, () -> Functions.miniBatch(problem));
  }

  @Override
  public Optional<Supplier<Run>> tanhExp(TanhExpProblem problem, Precision precision) {
    return Optional.of(() -> Functions.tanhExp(problem, precision.ofPrograms()));
  }

  @Override
  public Optional<Supplier<Run>> rosenbrock(RosenbrockProblem problem, Precision precision) {
    return inDouble(precision, () -> Functions.rosenbrock(problem));
  }

  @Override
  public Optional<Supplier<Run>> nestedSin(NestedSinProblem problem, Precision precision) {
    return inDouble(precision, () -> Functions.nestedSin(problem));
  }
}
