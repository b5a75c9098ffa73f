// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.ejgrad.benchmarks.CellProblem;
import org.ejgrad.benchmarks.ClassifierProblem;
import org.ejgrad.benchmarks.Contender;
import org.ejgrad.benchmarks.CurvatureProblem;
import org.ejgrad.benchmarks.LinearProblem;
import org.ejgrad.benchmarks.MiniBatchProblem;
import org.ejgrad.benchmarks.NestedSinProblem;
import org.ejgrad.benchmarks.PeerImplementation;
import org.ejgrad.benchmarks.Precision;
import org.ejgrad.benchmarks.RosenbrockProblem;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.SampleProblem;
import org.ejgrad.benchmarks.TanhExpProblem;

/** TensorFlow Java: a graph, its gradients, a session; in double and in float. */
public final class TfImplementation implements PeerImplementation {
  @Override
  public Contender contender() {
    return Contender.TENSORFLOW;
  }

  @Override
  public String version() {
    try {
      return "org.tensorflow:tensorflow-core-api "
          + Loader.getVersion("org.tensorflow", "tensorflow-core-api")
          + ", graph in a session";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TfProblems<?> of(Precision precision) {
    return precision == Precision.DOUBLE
        ? new TfProblems<>(TfNumbers.DOUBLE)
        : new TfProblems<>(TfNumbers.FLOAT);
  }

  @Override
  public Optional<Supplier<Run>> cell(CellProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).cell(problem));
  }

  @Override
  public Optional<Supplier<Run>> classifier(ClassifierProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).classifier(problem));
  }

  @Override
  public Optional<Supplier<Run>> curvature(CurvatureProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).curvature(problem));
  }

  @Override
  public Optional<Supplier<Run>> sample(SampleProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).sample(problem));
  }

  @Override
  public Optional<Supplier<Run>> linear(LinearProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).linear(problem));
  }

  @Override
  public Optional<Supplier<Run>> miniBatch(MiniBatchProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).miniBatch(problem));
  }

  @Override
  public Optional<Supplier<Run>> tanhExp(TanhExpProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).tanhExp(problem));
  }

  @Override
  public Optional<Supplier<Run>> rosenbrock(RosenbrockProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).rosenbrock(problem));
  }

  @Override
  public Optional<Supplier<Run>> nestedSin(NestedSinProblem problem, Precision precision) {
    return Optional.of(() -> of(precision).nestedSin(problem));
  }
}
