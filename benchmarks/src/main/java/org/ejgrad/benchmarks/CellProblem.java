// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;

/**
 * A cell of the optimizer study: points in the plane, inside or outside a circle, a network of
 * sigmoid layers with one logit, binary cross-entropy, and gradient descent on all points at once.
 *
 * @param samples points
 * @param hidden widths of the hidden layers
 */
public record CellProblem(int samples, List<Integer> hidden) implements Problem {
  /** The rate of the descent. */
  public static final double RATE = 0.5;

  /** Widths from the 2 coordinates to the logit. */
  public List<Integer> layers() {
    return Stream.of(Stream.of(2), hidden.stream(), Stream.of(1)).flatMap(s -> s).toList();
  }

  /** Coordinates, samples x 2. */
  public DMatrixRMaj points() {
    return Seeded.normal(1, samples, 2, 1);
  }

  /** 1 inside the circle of radius 1.2, which halves the points, 0 outside; samples x 1. */
  public DMatrixRMaj targets() {
    double[] x = points().data;
    return new DMatrixRMaj(
        samples,
        1,
        true,
        IntStream.range(0, samples)
            .mapToDouble(i -> Math.hypot(x[2 * i], x[2 * i + 1]) < 1.2 ? 1 : 0)
            .toArray());
  }

  /** Initial weights and biases, layer after layer. */
  public List<DMatrixRMaj> parameters() {
    return Seeded.network(100, layers(), 1);
  }

  @Override
  public Optional<Supplier<Run>> start(Implementation implementation, Precision precision) {
    return implementation.cell(this, precision);
  }

  @Override
  public Problem small() {
    return new CellProblem(23, hidden);
  }
}
