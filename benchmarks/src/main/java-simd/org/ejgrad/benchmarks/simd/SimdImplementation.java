// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.simd;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ejgrad.benchmarks.CellProblem;
import org.ejgrad.benchmarks.ClassifierProblem;
import org.ejgrad.benchmarks.Contender;
import org.ejgrad.benchmarks.CurvatureProblem;
import org.ejgrad.benchmarks.Implementation;
import org.ejgrad.benchmarks.Precision;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.TanhExpProblem;
import org.ejgrad.benchmarks.byhand.CellRun;
import org.ejgrad.benchmarks.byhand.ClassifierRun;
import org.ejgrad.benchmarks.byhand.CurvatureRun;
import org.ejgrad.benchmarks.byhand.Loops;
import org.ejgrad.benchmarks.byhand.TanhExpRun;

/** Those problems by hand in double for which more than plain loops pays. */
public final class SimdImplementation implements Implementation {
  @Override
  public Contender contender() {
    return Contender.SIMD;
  }

  @Override
  public String version() {
    return "vectors of "
        + VectorFunctions.S.vectorBitSize()
        + " bits, "
        + OpenBlas.version()
        + ", two threads";
  }

  private static Optional<Supplier<Run>> inDouble(Precision precision, Function<Loops, Run> run) {
    return precision == Precision.DOUBLE
        ? Optional.of(() -> run.apply(new SimdLoops()))
        : Optional.empty();
  }

  @Override
  public Optional<Supplier<Run>> cell(CellProblem problem, Precision precision) {
    return inDouble(precision, loops -> new CellRun(problem, loops));
  }

  @Override
  public Optional<Supplier<Run>> classifier(ClassifierProblem problem, Precision precision) {
    return inDouble(precision, loops -> new ClassifierRun(problem, loops));
  }

  @Override
  public Optional<Supplier<Run>> curvature(CurvatureProblem problem, Precision precision) {
    return inDouble(precision, loops -> new CurvatureRun(problem, loops));
  }

  @Override
  public Optional<Supplier<Run>> tanhExp(TanhExpProblem problem, Precision precision) {
    return inDouble(precision, loops -> new TanhExpRun(problem, loops));
  }
}
