// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.Shape;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * Where the arguments of an op come from, at least 0.1 from any kink, tie or pole: each element has
 * a centre of its own, and is off it by at most the domain's radius.
 */
enum Domain {
  ANY(2),
  POSITIVE(1) {
    @Override
    double centre(CounterRandom random, int i, int argument) {
      return 1.3;
    }
  },
  NOT_ZERO(1) {
    @Override
    double centre(CounterRandom random, int i, int argument) {
      return random.uniform(i + OTHER) < 0.5 ? -1.4 : 1.4;
    }
  },
  INSIDE_ONE(0.8),
  /** At least 0.1 from whole numbers and from halves. */
  BETWEEN(0.15) {
    @Override
    double centre(CounterRandom random, int i, int argument) {
      return 0.5 * (random.intBelow(i + OTHER, 8) - 4) + 0.25;
    }
  },
  PROBABILITY(0.4) {
    @Override
    double centre(CounterRandom random, int i, int argument) {
      return 0.5;
    }
  },
  /** Numbers of different arguments are never within 0.1 of each other. */
  APART(0.05) {
    @Override
    double centre(CounterRandom random, int i, int argument) {
      return random.intBelow(i + OTHER, 7) - 3 + 0.3 * argument + 0.05;
    }
  },
  /** Numbers of one argument are never within 0.1 of each other. */
  DISTINCT(0.1) {
    @Override
    DMatrixRMaj centres(Shape shape, int argument, long seed) {
      int[] places = CounterRandom.of(seed).stream(argument).permutation(shape.elements());
      DMatrixRMaj centres = new DMatrixRMaj(shape.rows(), shape.cols());
      for (int i = 0; i < places.length; i++) {
        centres.data[i] = 0.4 * (places[i] - places.length / 2) + 0.1;
      }
      return centres;
    }
  },
  /**
   * A matrix with a growing diagonal that outweighs each row: regular, its symmetric part positive
   * definite, its eigenvalues and singular values at least 0.1 from each other and from 0.
   */
  DOMINANT(0.25) {
    @Override
    DMatrixRMaj centres(Shape shape, int argument, long seed) {
      return Plain.matrix(shape.rows(), shape.cols(), (i, j) -> i == j ? 1.2 + 0.6 * i : 0);
    }
  },
  /** Row indices from 0 to 2, as for three classes. */
  INDEX(0) {
    @Override
    double centre(CounterRandom random, int i, int argument) {
      return random.intBelow(i, 3);
    }
  },
  /** 0 or 1, for conditions. */
  TRUTH(0) {
    @Override
    double centre(CounterRandom random, int i, int argument) {
      return random.intBelow(i, 2);
    }
  };

  /** Random numbers of centres, apart from those of what elements are off them. */
  private static final long OTHER = 1_000_000;

  private final double radius;

  Domain(double radius) {
    this.radius = radius;
  }

  /** The centre of element i. */
  double centre(CounterRandom random, int i, int argument) {
    return 0;
  }

  /** Whether arguments are labels or conditions, through which nothing is differentiated. */
  boolean isDiscrete() {
    return radius == 0;
  }

  double radius() {
    return radius;
  }

  /** What the elements of an argument are at most the radius off. */
  DMatrixRMaj centres(Shape shape, int argument, long seed) {
    CounterRandom random = CounterRandom.of(seed).stream(argument);
    DMatrixRMaj centres = new DMatrixRMaj(shape.rows(), shape.cols());
    for (int i = 0; i < shape.elements(); i++) {
      centres.data[i] = centre(random, i, argument);
    }
    return centres;
  }

  DMatrixRMaj matrix(Shape shape, int argument, long seed) {
    CounterRandom random = CounterRandom.of(seed).stream(argument);
    DMatrixRMaj matrix = centres(shape, argument, seed);
    for (int i = 0; i < shape.elements(); i++) {
      matrix.data[i] += radius * (2 * random.uniform(i) - 1);
    }
    return matrix;
  }
}
