// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static org.ejgrad.models.data.DataFiles.real;
import static org.ejgrad.optim.Optimizers.adam;
import static org.ejgrad.optim.Optimizers.momentum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.models.Activation;
import org.ejgrad.models.LinearRegression;
import org.ejgrad.models.LogisticRegression;
import org.ejgrad.models.Network;
import org.ejgrad.models.SoftmaxMlp;
import org.ejgrad.models.SoftmaxRegression;
import org.ejgrad.models.training.Metric;
import org.ejgrad.models.training.Trainer;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.junit.jupiter.api.Test;

/** Fits on real data; skipped where they are absent. */
class RealDataFitsTest {
  /** Full-batch descent with momentum until it stands still, against the normal way to do it. */
  @Test
  void linearRegression_onDiabetes_equalsLeastSquares() {
    CsvFormat spaced = CsvFormat.withoutHeader().separator(' ');
    Dataset raw =
        Dataset.regression(
            spaced.readFeatures(real("classic/diabetes_data_raw.csv.gz")),
            spaced.readFeatures(real("classic/diabetes_target.csv.gz")));
    Dataset data = Standardizer.fit(raw).apply(raw);
    Network model = LinearRegression.of(10);
    Trainer.of(model).fullBatch().optimizer(momentum(0.1, 0.9)).epochs(20_000).fit(data);

    DMatrixRMaj ones = new DMatrixRMaj(data.size(), 1);
    ones.fill(1);
    DMatrixRMaj design = CommonOps_DDRM.concatColumns(data.features(), ones, null);
    DMatrixRMaj expected = new DMatrixRMaj(11, 1);
    assertTrue(CommonOps_DDRM.solve(design, data.targets(), expected));
    DMatrixRMaj weights = model.parameters().get(0).evaluate();
    for (int j = 0; j < 10; j++) {
      assertEquals(
          expected.get(j), weights.get(j), 1e-8 * Math.abs(expected.get(j)), "weight " + j);
    }
    double intercept = model.parameters().get(1).evaluate().get(0);
    assertEquals(expected.get(10), intercept, 1e-8 * Math.abs(expected.get(10)));
  }

  /** With a penalty the loss is strongly convex, so a gradient of 0 is the one optimum. */
  @Test
  void logisticRegression_penalised_onBreastCancer_reachesTheOptimum() {
    Dataset raw =
        CsvFormat.withoutHeader()
            .skipLines(1)
            .classIndexTarget(30, "malignant", "benign")
            .read(real("classic/breast_cancer.csv"));
    Dataset data = Standardizer.fit(raw).apply(raw);
    Network model = LogisticRegression.of(30);
    List<Expr> parameters = model.parameters();
    Expr x = Autograd.constant(data.features());
    Expr y = Autograd.constant(data.targets());
    Expr penalty = parameters.get(0).square().elementSum().scale(0.005);
    Expr loss = model.loss(x, y, parameters).plus(penalty);
    Updates updates = momentum(0.3, 0.95).updates(loss, parameters);
    List<Expr> results = new ArrayList<>(Autograd.gradients(loss, parameters));
    Workspace step = Autograd.compile(results, updates).workspace();
    for (int i = 0; i < 5000; i++) {
      step.run();
    }
    // The gradient that the last run saw, before its update.
    double norm =
        Math.hypot(
            NormOps_DDRM.normF(step.value(results.get(0))),
            NormOps_DDRM.normF(step.value(results.get(1))));
    assertTrue(norm < 1e-8, "gradient norm " + norm);
    double accuracy = Metric.ACCURACY.of(model.predict(data.features()), data.targets());
    assertTrue(accuracy > 0.97, "accuracy " + accuracy);
  }

  @Test
  void softmaxRegression_onIris_isRightOnHeldOutData() {
    Dataset raw =
        CsvFormat.withoutHeader()
            .skipLines(1)
            .classIndexTarget(4, "setosa", "versicolor", "virginica")
            .read(real("classic/iris.csv"));
    Split split = Split.of(raw, 0.7, 0, 0.3, 1);
    Standardizer scale = Standardizer.fit(split.train());
    Network model = SoftmaxRegression.of(4, 3);
    Trainer.of(model)
        .optimizer(adam(0.05))
        .batchSize(16)
        .epochs(100)
        .fit(scale.apply(split.train()));
    double accuracy = accuracy(model, scale.apply(split.test()));
    assertTrue(accuracy >= 0.95, "accuracy " + accuracy);
  }

  @Test
  void mlp_onDigits_isRightOnHeldOutData() {
    Dataset raw =
        CsvFormat.withoutHeader()
            .classIndexTarget(64, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
            .read(real("classic/digits.csv.gz"));
    Split split = Split.of(raw, 0.7, 0, 0.3, 1);
    Standardizer scale = Standardizer.fit(split.train());
    Network model = SoftmaxMlp.layers(64, 64, 10).activation(Activation.RELU).seed(3).build();
    Trainer.of(model).optimizer(adam(0.003)).epochs(30).fit(scale.apply(split.train()));
    double accuracy = accuracy(model, scale.apply(split.test()));
    assertTrue(accuracy >= 0.96, "accuracy " + accuracy);
  }

  @Test
  void mlp_onMnist_isRightOnHeldOutData() {
    Dataset all =
        Idx.dataset(
            real("mnist-10k/t10k-images-idx3-ubyte.gz"),
            real("mnist-10k/t10k-labels-idx1-ubyte.gz"),
            10);
    Split split = Split.of(all, 0.8, 0, 0.2, 1);
    Network model = SoftmaxMlp.layers(784, 64, 10).activation(Activation.RELU).seed(3).build();
    Trainer.of(model).optimizer(adam(0.001)).batchSize(64).epochs(8).fit(split.train());
    double accuracy = accuracy(model, split.test());
    assertTrue(accuracy >= 0.94, "accuracy " + accuracy);
  }

  private static double accuracy(Network model, Dataset data) {
    return Metric.ACCURACY.of(model.predict(data.features()), data.targets());
  }
}
