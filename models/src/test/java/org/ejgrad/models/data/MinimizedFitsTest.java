// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.real;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ejgrad.models.LinearRegression;
import org.ejgrad.models.LogisticRegression;
import org.ejgrad.models.Network;
import org.ejgrad.models.SoftmaxRegression;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.minimize.Minimizer;
import org.ejgrad.optim.minimize.Minimizers;
import org.ejgrad.optim.minimize.Objective;
import org.ejgrad.optim.minimize.Packing;
import org.ejgrad.optim.minimize.Result;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Regressions on real data, solved to the last digits; skipped where the data are absent. */
class MinimizedFitsTest {
  /** Data with features of mean 0 and deviation 1, and the model that fits them. */
  private enum Problem {
    DIABETES(0) {
      @Override
      Dataset data() {
        CsvFormat spaced = CsvFormat.withoutHeader().separator(' ');
        return Dataset.regression(
            spaced.readFeatures(real("classic/diabetes_data_raw.csv.gz")),
            spaced.readFeatures(real("classic/diabetes_target.csv.gz")));
      }
    },
    BREAST_CANCER(1e-3) {
      @Override
      Dataset data() {
        return classes("classic/breast_cancer.csv", 1, 30, "malignant", "benign");
      }
    },
    IRIS(1e-3) {
      @Override
      Dataset data() {
        return classes("classic/iris.csv", 1, 4, "setosa", "versicolor", "virginica");
      }
    },
    WINE(1e-3) {
      @Override
      Dataset data() {
        return classes("classic/wine_data.csv", 1, 13, "class_0", "class_1", "class_2");
      }
    },
    DIGITS(1e-2) {
      @Override
      Dataset data() {
        String[] names = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
        return classes("classic/digits.csv.gz", 0, 64, names);
      }
    };

    private final double penalty;

    Problem(double penalty) {
      this.penalty = penalty;
    }

    abstract Dataset data();

    private static Dataset classes(String file, int header, int target, String... names) {
      return CsvFormat.withoutHeader()
          .skipLines(header)
          .classIndexTarget(target, names)
          .read(real(file));
    }

    Network model() {
      return switch (this) {
        case DIABETES -> LinearRegression.of(10);
        case BREAST_CANCER -> LogisticRegression.of(30);
        case IRIS -> SoftmaxRegression.of(4, 3);
        case WINE -> SoftmaxRegression.of(13, 3);
        case DIGITS -> SoftmaxRegression.of(64, 10);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void minimizers_onRegressions_reachTheOptimum(Problem problem) {
    Dataset raw = problem.data();
    Dataset data = Standardizer.fit(raw).apply(raw);
    Network model = problem.model();
    Expr x = Autograd.constant(data.features());
    Expr y = Autograd.constant(data.targets());
    DMatrixRMaj[] start =
        model.parameters().stream().map(Expr::evaluate).toArray(DMatrixRMaj[]::new);
    Packing packing = Packing.of(start);
    Objective objective =
        Objective.of(
            theta -> {
              List<Expr> parameters = packing.unpack(theta);
              Expr squares = parameters.get(0).square().elementSum();
              return model.loss(x, y, parameters).plus(squares.scale(problem.penalty));
            });
    Result first = solved(Minimizers.lbfgs(), objective, packing.pack(start));
    Result second = solved(Minimizers.newtonCg(), objective, packing.pack(start));
    // Two ways to the one optimum; values of sums of many terms are exact to some 1e-13.
    assertEquals(first.value(), second.value(), 1e-12 * Math.max(1, first.value()));
  }

  private static Result solved(Minimizer minimizer, Objective objective, DMatrixRMaj start) {
    Result result = minimizer.tolerance(1e-9).minimize(objective, start);
    assertTrue(result.gradientNorm() <= 1e-9, () -> minimizer + ": " + result.message());
    return result;
  }
}
