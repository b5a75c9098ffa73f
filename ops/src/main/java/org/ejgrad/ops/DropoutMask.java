// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.random.CounterRandom;

/**
 * A random matrix: 0 with probability p, otherwise 1 / (1 - p), from seed, step and place. Equal
 * ones may be merged, since they have equal elements. No derivative flows to the step.
 */
record DropoutMask(Shape target, double p, long seed) implements FromWholeNumbers {
  /** Beyond this, neighbouring whole numbers are the same double. */
  private static final double LAST_STEP = 0x1p53;

  @Override
  public String label() {
    return "dropoutMask[" + target + ", " + p + ", seed " + seed + "]";
  }

  @Override
  public String role(int input, int count) {
    return "step";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).isScalar()) {
      throw ShapeMismatchException.violated("the step must be 1x1");
    }
    return target;
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.eachElement(false);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    CounterRandom random = CounterRandom.of(seed);
    return (x, y) -> draw(random, x[0].get(0), y);
  }

  private void draw(CounterRandom random, double step, Block y) {
    if (!(step >= 0 && step <= LAST_STEP && step == Math.rint(step))) {
      throw new IllegalArgumentException(
          "the step must be a whole number from 0 to 2^53, got " + step);
    }
    // Each step has a range of indices of its own; the product may wrap around after 2^64 draws.
    long first = ((long) step) * target.elements() + y.firstElement();
    double kept = 1 / (1 - p);
    int at = y.at();
    if (y.precision() == Precision.FLOAT64) {
      double[] numbers = y.doubles();
      for (int i = 0; i < y.length(); i++) {
        numbers[at + i] = random.uniform(first + i) < p ? 0 : kept;
      }
    } else {
      float[] numbers = y.floats();
      for (int i = 0; i < y.length(); i++) {
        numbers[at + i] = random.uniform(first + i) < p ? 0 : (float) kept;
      }
    }
  }
}
