// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Workspace;
import org.ejgrad.models.data.MiniBatches;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Dropout;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.Losses;
import org.ejgrad.ops.random.CounterRandom;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.Optimizers;
import org.ejml.data.DMatrixRMaj;

/**
 * A small network for three classes, trained by Adam on shuffled mini-batches with dropout: all
 * that is random in a training. Everything hangs on the seed.
 */
final class DropoutTraining {
  static final int EPOCHS = 5;

  private static final int FEATURES = 10;
  private static final int CLASSES = 3;

  private final DMatrixRMaj features;
  private final DMatrixRMaj labels;
  private final MiniBatches batches;
  private final Optimizer adam = Optimizers.adam(0.01);
  private final List<Expr> parameters;

  /** By the number of rows, for full batches and a short last one. */
  private final Map<Integer, Step> steps = new LinkedHashMap<>();

  /** Builds a training that has not begun; the seed decides the first weights only. */
  DropoutTraining(int rows, int batchSize, int hidden, long seed) {
    CounterRandom random = CounterRandom.of(17);
    features = random.normal(rows, FEATURES, 0, 1);
    labels = new DMatrixRMaj(rows, 1);
    for (int i = 0; i < rows; i++) {
      labels.data[i] = features.get(i, 0) > 0.4 ? 2 : features.get(i, 1) > 0 ? 1 : 0;
    }
    batches = MiniBatches.of(rows, batchSize, 23);
    CounterRandom weights = CounterRandom.of(seed);
    parameters =
        List.of(
            Autograd.parameter("W1", weights.stream(1).normal(FEATURES, hidden, 0, 0.3)),
            Autograd.parameter("b1", new DMatrixRMaj(1, hidden)),
            Autograd.parameter("W2", weights.stream(2).normal(hidden, CLASSES, 0, 0.3)),
            Autograd.parameter("b2", new DMatrixRMaj(1, CLASSES)));
    for (int batch = 0; batch < batches.batchesPerEpoch(); batch++) {
      steps.computeIfAbsent(batches.batchRows(batch), Step::new);
    }
  }

  /** The program for batches of one size. */
  private final class Step {
    private final DMatrixRMaj batchFeatures;
    private final DMatrixRMaj batchLabels;
    private final DMatrixRMaj number = new DMatrixRMaj(1, 1);
    private final Expr loss;
    private final Workspace workspace;

    Step(int rows) {
      batchFeatures = new DMatrixRMaj(rows, FEATURES);
      batchLabels = new DMatrixRMaj(rows, 1);
      Expr x = Autograd.input("x", rows, FEATURES);
      Expr y = Autograd.input("y", rows, 1);
      Expr step = Autograd.input("step", 1, 1);
      Expr hidden = x.mult(parameters.get(0)).plus(parameters.get(1)).tanh();
      Expr dropped = Dropout.dropout(hidden, 0.3, 5, step);
      Expr logits = dropped.mult(parameters.get(2)).plus(parameters.get(3));
      loss = Losses.softmaxCrossEntropyFromLabels(logits, y);
      workspace =
          Autograd.compile(loss, adam.updates(loss, parameters))
              .workspace()
              .set(x, batchFeatures)
              .set(y, batchLabels)
              .set(step, number);
    }

    double run(int epoch, int batch, int stepNumber) {
      batches.copyRows(epoch, batch, features, batchFeatures);
      batches.copyRows(epoch, batch, labels, batchLabels);
      number.data[0] = stepNumber;
      return workspace.run().scalar(loss);
    }
  }

  /** Number of steps of all epochs. */
  int allSteps() {
    return EPOCHS * batches.batchesPerEpoch();
  }

  /** Takes the steps from one number to below another; returns the last loss. */
  double run(int from, int to) {
    double loss = Double.NaN;
    for (int number = from; number < to; number++) {
      int batch = number % batches.batchesPerEpoch();
      Step step = steps.get(batches.batchRows(batch));
      if (step == null) {
        throw new IllegalStateException("no program for batch " + batch);
      }
      loss = step.run(number / batches.batchesPerEpoch(), batch, number);
    }
    return loss;
  }

  /** Parameters and the state of the optimizer: all that a step changes. */
  private Map<String, Cell> cells() {
    Map<String, Cell> cells = new LinkedHashMap<>();
    parameters.forEach(parameter -> cells.put(parameter.cell().name(), parameter.cell()));
    cells.putAll(adam.state());
    return cells;
  }

  /** A copy of everything that a step changes. */
  Map<String, DMatrixRMaj> state() {
    Map<String, DMatrixRMaj> values = new LinkedHashMap<>();
    cells().forEach((name, cell) -> values.put(name, cell.value()));
    return values;
  }

  /** Goes on where another training was. */
  void set(Map<String, DMatrixRMaj> values) {
    cells()
        .forEach(
            (name, cell) -> {
              DMatrixRMaj value = values.get(name);
              if (value == null) {
                throw new IllegalArgumentException("no value of " + name);
              }
              cell.set(value);
            });
  }

  /** SHA-256 of the bits of all parameters and of the optimizer's state. */
  String hash() {
    List<DMatrixRMaj> values = new ArrayList<>(state().values());
    int count = values.stream().mapToInt(DMatrixRMaj::getNumElements).sum();
    ByteBuffer bytes = ByteBuffer.allocate(8 * count);
    for (DMatrixRMaj value : values) {
      for (int i = 0; i < value.getNumElements(); i++) {
        bytes.putDouble(value.data[i]);
      }
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
  }

  /** A training whose batches are cut into 16 and 8 tasks, from its first step to its last. */
  static DropoutTraining wide() {
    return new DropoutTraining(6000, 4096, 12, 3);
  }

  /** Carries out {@link #wide} and prints the number of threads and the hash. */
  public static void main(String[] arguments) {
    DropoutTraining training = wide();
    training.run(0, training.allSteps());
    new PrintStream(System.out, true, UTF_8).println(Program.threads() + " " + training.hash());
  }
}
