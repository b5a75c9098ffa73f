// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.Shape;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/** Where the random arguments of an op come from: at least 0.1 from any kink, tie or pole. */
enum Domain {
  ANY {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return 4 * random.uniform(i) - 2;
    }
  },
  POSITIVE {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return 0.3 + 2 * random.uniform(i);
    }
  },
  NOT_ZERO {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      double size = 0.4 + 2 * random.uniform(i);
      return random.uniform(i + 1_000_000L) < 0.5 ? -size : size;
    }
  },
  INSIDE_ONE {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return 1.6 * random.uniform(i) - 0.8;
    }
  },
  /** At least 0.1 from whole numbers and from halves. */
  BETWEEN {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return 0.5 * (random.intBelow(i, 8) - 4) + 0.1 + 0.3 * random.uniform(i + 1_000_000L);
    }
  },
  PROBABILITY {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return 0.1 + 0.8 * random.uniform(i);
    }
  },
  /** Numbers of different arguments are never within 0.1 of each other. */
  APART {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return random.intBelow(i, 7) - 3 + 0.3 * argument + 0.1 * random.uniform(i);
    }
  },
  /** Numbers of one argument are never within 0.1 of each other. */
  DISTINCT {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return 0.2 * random.uniform(i);
    }

    @Override
    DMatrixRMaj matrix(Shape shape, int argument, long seed) {
      DMatrixRMaj matrix = super.matrix(shape, argument, seed);
      int count = shape.elements();
      int[] places = CounterRandom.of(seed).stream(argument).permutation(count);
      for (int i = 0; i < count; i++) {
        matrix.data[i] += 0.4 * (places[i] - count / 2);
      }
      return matrix;
    }
  },
  /**
   * A matrix with a growing diagonal that outweighs each row: regular, its symmetric part positive
   * definite, its eigenvalues and singular values at least 0.1 from each other and from 0.
   */
  DOMINANT {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return 0.5 * random.uniform(i) - 0.25;
    }

    @Override
    DMatrixRMaj matrix(Shape shape, int argument, long seed) {
      DMatrixRMaj matrix = super.matrix(shape, argument, seed);
      for (int i = 0; i < Math.min(shape.rows(), shape.cols()); i++) {
        matrix.add(i, i, 1.2 + 0.6 * i);
      }
      return matrix;
    }
  },
  /** Row indices from 0 to 2, as for three classes. */
  INDEX {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return random.intBelow(i, 3);
    }
  },
  /** 0 or 1, for conditions. */
  TRUTH {
    @Override
    double draw(CounterRandom random, int i, int argument) {
      return random.intBelow(i, 2);
    }
  };

  abstract double draw(CounterRandom random, int i, int argument);

  /** Whether arguments are labels or conditions, through which nothing is differentiated. */
  boolean isDiscrete() {
    return this == INDEX || this == TRUTH;
  }

  DMatrixRMaj matrix(Shape shape, int argument, long seed) {
    CounterRandom random = CounterRandom.of(seed).stream(argument);
    DMatrixRMaj matrix = new DMatrixRMaj(shape.rows(), shape.cols());
    for (int i = 0; i < shape.elements(); i++) {
      matrix.data[i] = draw(random, i, argument);
    }
    return matrix;
  }
}
