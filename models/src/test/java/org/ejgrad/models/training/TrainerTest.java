// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Precision;
import org.ejgrad.models.Activation;
import org.ejgrad.models.Head;
import org.ejgrad.models.LinearRegression;
import org.ejgrad.models.Mlp;
import org.ejgrad.models.Network;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.Generators;
import org.ejgrad.models.data.MiniBatches;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.Optimizers;
import org.ejgrad.optim.ReduceOnPlateau;
import org.ejgrad.optim.Schedule;
import org.ejgrad.optim.State;
import org.ejgrad.optim.StopRule;
import org.ejgrad.optim.StopRules;
import org.ejgrad.optim.UpdateRule;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private final Dataset moons = Generators.moons(90, 0.1, 3);

  private static Network small() {
    return Mlp.layers(2, 6, 1).activation(Activation.TANH).head(Head.BINARY).seed(1).build();
  }

  private static double[] firstWeights(Network model) {
    return model.parameters().get(0).evaluate().getData();
  }

  /** The same rows, the same rule, by hand: w - rate * 2/m x'(xw + b - y), a batch at a time. */
  @Test
  void fit_isDescentByHandOverTheSameBatches() {
    Dataset data = Generators.linear(10, 2, 1, 5).data();
    Network model = LinearRegression.of(2);
    Trainer.of(model)
        .optimizer(Optimizers.gradientDescent(0.001))
        .batchSize(4)
        .epochs(3)
        .seed(9)
        .fit(data);

    DMatrixRMaj w = new DMatrixRMaj(2, 1);
    double b = 0;
    MiniBatches batches = MiniBatches.of(10, 4, 9);
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int batch = 0; batch < 3; batch++) {
        Dataset rows = data.rows(batches.indices(epoch, batch));
        int m = rows.size();
        DMatrixRMaj r = CommonOps_DDRM.mult(rows.features(), w, null);
        CommonOps_DDRM.add(r, b);
        CommonOps_DDRM.subtractEquals(r, rows.targets());
        DMatrixRMaj g = CommonOps_DDRM.multTransA(rows.features(), r, null);
        CommonOps_DDRM.addEquals(w, -0.001 * 2 / m, g);
        b -= 0.001 * 2 / m * CommonOps_DDRM.elementSum(r);
      }
    }
    assertArrayEquals(w.getData(), firstWeights(model), 1e-12);
    assertEquals(b, model.parameters().get(1).evaluate().get(0), 1e-12);
  }

  @Test
  void fit_learnsAndRecordsEveryEpoch() {
    Network model =
        Mlp.layers(2, 16, 16, 1).activation(Activation.RELU).head(Head.BINARY).seed(1).build();
    History history =
        Trainer.of(model)
            .optimizer(Optimizers.adam(0.01))
            .batchSize(16)
            .epochs(100)
            .validation(Generators.moons(60, 0.1, 4))
            .fit(moons);
    assertEquals(100, history.epochs().size());
    assertEquals(100 * 6, history.steps());
    assertEquals("all 100 epochs done", history.stopReason());
    assertTrue(history.last().training().metric() > 0.95, history.table());
    assertTrue(history.last().validation().orElseThrow().metric() > 0.9, history.table());
    assertTrue(history.last().meanLoss() < history.epochs().get(0).meanLoss());
    assertEquals(102, history.table().lines().count());
  }

  @Test
  void fit_twiceWithOneSeed_givesTheSameBits_andAnotherSeedOthers() {
    double[][] weights = new double[3][];
    for (int i = 0; i < 3; i++) {
      Network model = small();
      Trainer.of(model).epochs(3).seed(i == 2 ? 1 : 0).fit(moons);
      weights[i] = firstWeights(model);
    }
    assertArrayEquals(weights[0], weights[1]);
    assertTrue(!Arrays.equals(weights[0], weights[2]));
  }

  /** Three and three epochs are six, except that the order of rows starts anew. */
  @Test
  void fit_inFloat_isNearThatInDouble_andLeavesFloats() {
    Network inDouble = small();
    Network inFloat = small();
    Trainer.of(inDouble).epochs(20).validation(moons).fit(moons);
    Trainer.of(inFloat).epochs(20).validation(moons).precision(Precision.FLOAT32).fit(moons);
    assertArrayEquals(firstWeights(inDouble), firstWeights(inFloat), 1e-4);
    for (double weight : firstWeights(inFloat)) {
      assertEquals(weight, (float) weight);
    }
  }

  @Test
  void fit_again_goesOnWithTheOptimizersState() {
    Network once = small();
    Trainer.of(once).fullBatch().epochs(6).fit(moons);
    Network twice = small();
    Trainer trainer = Trainer.of(twice).fullBatch().epochs(3);
    trainer.fit(moons);
    trainer.fit(moons);
    // The rows come in another order, so sums round differently.
    assertArrayEquals(firstWeights(once), firstWeights(twice), 1e-12);
  }

  @Test
  void fit_withAveragedSgd_leavesTheAverages() {
    Network model = small();
    History history =
        Trainer.of(model).optimizer(Optimizers.averagedSgd(0.5, 0.2)).epochs(5).fit(moons);
    double metric = Metric.ACCURACY.of(model.predict(moons.features()), moons.targets());
    assertEquals(history.last().training().metric(), metric);
    Network plain = small();
    Trainer.of(plain).optimizer(Optimizers.gradientDescent(0.5)).epochs(5).fit(moons);
    assertTrue(!Arrays.equals(firstWeights(model), firstWeights(plain)));
  }

  @Test
  void fit_thatDiverges_namesStepAndOp_andKeepsTheLastGoodParameters() {
    Dataset data = Generators.linear(64, 3, 1, 2).data();
    Network model = LinearRegression.of(3);
    Trainer trainer =
        Trainer.of(model).optimizer(Optimizers.gradientDescent(1e3)).epochs(500).fullBatch();
    TrainingDivergedException e =
        assertThrows(TrainingDivergedException.class, () -> trainer.fit(data));
    assertTrue(e.step() > 1, e.getMessage());
    assertTrue(e.origin().contains("produced"), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).startsWith("step " + e.step()), e.getMessage());
    assertTrue(Arrays.stream(firstWeights(model)).allMatch(Double::isFinite));
  }

  /** The eighth update leaves finite parameters whose loss overflows; nothing runs after it. */
  @Test
  void fit_whoseLastUpdateSpoilsTheLoss_saysSo() {
    Dataset data = Generators.linear(64, 3, 1, 2).data();
    for (int epochs = 1; epochs < 20; epochs++) {
      Network model = LinearRegression.of(3);
      Trainer trainer =
          Trainer.of(model).optimizer(Optimizers.gradientDescent(1e20)).epochs(epochs).fullBatch();
      try {
        History history = trainer.fit(data);
        assertTrue(Double.isFinite(history.last().training().loss()));
      } catch (TrainingDivergedException e) {
        assertTrue(e.origin().contains("produced"), e.getMessage());
        return;
      }
    }
    throw new AssertionError("a rate of 1e20 must diverge");
  }

  /** Nothing counts as better than the first epoch, so that each later one is a plateau. */
  @Test
  void fit_onPlateaus_lowersTheRates() {
    ReduceOnPlateau always =
        new ReduceOnPlateau().withFactor(0.5).withPatience(0).withThreshold(1e9, true);
    Network reduced = small();
    Trainer trainer =
        Trainer.of(reduced)
            .reduceOnPlateau(always)
            .optimizer(Optimizers.momentum(0.25))
            .fullBatch()
            .epochs(3);
    trainer.fit(moons);
    trainer.fit(moons); // the watch and the rates go on
    Network scheduled = small();
    Schedule halving = step -> 0.25 * Math.pow(0.5, (double) Math.max(0, step - 2));
    Trainer.of(scheduled)
        .optimizer(Optimizers.momentum(0.25).withRate(halving))
        .fullBatch()
        .epochs(6)
        .fit(moons);
    // Powers of two: the factor rounds nowhere.
    assertArrayEquals(firstWeights(scheduled), firstWeights(reduced));
  }

  @Test
  void reduceOnPlateau_byAMetric_asksForIt() {
    List<Double> asked = new ArrayList<>();
    Trainer.of(small())
        .epochs(3)
        .reduceOnPlateau(
            new ReduceOnPlateau().ofLargest(),
            epoch -> {
              asked.add(epoch.training().metric());
              return epoch.training().metric();
            })
        .fit(moons);
    assertEquals(3, asked.size());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Trainer.of(small()).reduceOnPlateau(new ReduceOnPlateau().ofLargest()));
    assertTrue(String.valueOf(e.getMessage()).contains("a loss should fall"), e.getMessage());
  }

  @Test
  void fit_withRuleEvaluatedElsewhere_leavesThatPoint() {
    UpdateRule rule =
        new UpdateRule() {
          @Override
          public Expr next(Expr theta, Expr gradient, State state) {
            return theta.minus(state.timesRate(gradient));
          }

          @Override
          public boolean evaluatesElsewhere() {
            return true;
          }

          @Override
          public Expr evaluationPoint(Expr theta, State state) {
            return theta.plus(1);
          }
        };
    Network model = LinearRegression.of(2);
    Network plain = LinearRegression.of(2);
    Dataset data = Generators.linear(20, 2, 1, 4).data();
    Trainer.of(model).optimizer(Optimizer.of(rule, 1e-4)).epochs(2).fit(data);
    Trainer.of(plain).optimizer(Optimizers.gradientDescent(1e-4)).epochs(2).fit(data);
    for (int j = 0; j < 2; j++) {
      assertEquals(firstWeights(plain)[j] + 1, firstWeights(model)[j]);
    }
  }

  @Test
  void fit_ofThreeClassesWithABinaryHead_isRefused() {
    Dataset three = Generators.blobs(30, 3, 1, 1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Trainer.of(small()).fit(three));
    assertTrue(String.valueOf(e.getMessage()).contains("have 3. Use a softmax head"));
  }

  @Test
  void fit_asksTheStopRuleAfterEachStepAndEpoch() {
    StopRule rule = mock(StopRule.class);
    StopRule.Watch watch = mock(StopRule.Watch.class);
    when(rule.start()).thenReturn(watch);
    when(watch.reasonToStop(any())).thenReturn(Optional.empty());
    Trainer.of(small()).batchSize(30).epochs(2).stop(rule).fit(moons);
    verify(rule, times(1)).start();
    verify(watch, times(2 * (3 + 1))).reasonToStop(any());
  }

  @Test
  void fit_stopsWhereTheRuleSays() {
    History steps =
        Trainer.of(small()).batchSize(30).epochs(9).stop(StopRules.maxSteps(4)).fit(moons);
    assertEquals(4, steps.steps());
    assertEquals(2, steps.epochs().size());
    History flat =
        Trainer.of(small())
            .optimizer(Optimizers.gradientDescent(1e-9))
            .epochs(50)
            .fullBatch()
            .stop(StopRules.epochLossChangeBelow(1e-6).or(StopRules.lossBelow(1e-9)))
            .fit(moons);
    assertEquals(2, flat.epochs().size(), flat.stopReason());
  }

  @Test
  void fit_showsProgress() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Trainer.of(small()).epochs(2).progress(out).fit(moons);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("epoch 2/2  loss 0."), text);
    assertTrue(text.contains("100 %") && text.contains("samples/s"), text);
  }

  @Test
  void fit_withOtherColumns_namesThem() {
    Dataset wide = Generators.linear(5, 3, 1, 1).data();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Trainer.of(small()).fit(wide));
    assertEquals(
        "fit: the model takes 2 features and 1 targets, the training data have 3 and 1",
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Trainer.of(small()).batchSize(0));
    assertThrows(IllegalArgumentException.class, () -> Trainer.of(small()).epochs(0));
  }
}
