// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ejgrad.benchmarks.CellProblem;
import org.ejgrad.benchmarks.ClassifierProblem;
import org.ejgrad.benchmarks.Contender;
import org.ejgrad.benchmarks.LinearProblem;
import org.ejgrad.benchmarks.MiniBatchProblem;
import org.ejgrad.benchmarks.NestedSinProblem;
import org.ejgrad.benchmarks.PeerImplementation;
import org.ejgrad.benchmarks.Precision;
import org.ejgrad.benchmarks.RosenbrockProblem;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.SampleProblem;
import org.ejgrad.benchmarks.TanhExpProblem;
import org.ejml.data.DMatrixRMaj;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * SameDiff: gradients of a graph, arrays updated in place; in double and in float. It cannot
 * differentiate a gradient again, so the Hessian-vector product is missing.
 */
public final class SameDiffImplementation implements PeerImplementation {
  @Override
  public Contender contender() {
    return Contender.SAMEDIFF;
  }

  @Override
  public String version() {
    return "org.nd4j:nd4j-native "
        + Optional.ofNullable(SDVariable.class.getPackage().getImplementationVersion())
            .orElse("1.0.0-M2.1");
  }

  @Override
  public Optional<Supplier<Run>> cell(CellProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          SameDiffModel model = new SameDiffModel(precision);
          SDVariable x = model.constant("x", problem.points());
          SDVariable y = model.constant("y", problem.targets());
          List<SDVariable> parameters = model.variables(problem.parameters());
          SDVariable logits = SameDiffModel.logits(x, parameters, z -> model.sd.nn().sigmoid(z));
          return SameDiffRun.training(
              model,
              model.binaryCrossEntropy(logits, y),
              parameters,
              Map::of,
              SameDiffUpdates.descent(CellProblem.RATE));
        });
  }

  @Override
  public Optional<Supplier<Run>> classifier(ClassifierProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          SameDiffModel model = new SameDiffModel(precision);
          SDVariable images = model.input("images", problem.batch(), problem.layers().get(0));
          SDVariable oneHot = model.input("oneHot", problem.batch(), problem.oneHot().numCols);
          List<SDVariable> parameters = model.variables(problem.parameters());
          SDVariable logits =
              SameDiffModel.logits(images, parameters, z -> model.sd.nn().relu(z, 0));
          Map<String, INDArray> batch =
              Map.of(
                  "images", model.array(problem.images()), "oneHot", model.array(problem.oneHot()));
          return SameDiffRun.training(
              model,
              model.softmaxCrossEntropy(logits, oneHot),
              parameters,
              () -> batch,
              SameDiffUpdates.adam(parameters, ClassifierProblem.RATE));
        });
  }

  @Override
  public Optional<Supplier<Run>> sample(SampleProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          SameDiffModel model = new SameDiffModel(precision);
          SDVariable image = model.input("image", 1, problem.layers().get(0));
          SDVariable oneHot = model.input("oneHot", 1, problem.oneHot(0).numCols);
          List<SDVariable> parameters = model.variables(problem.parameters());
          SDVariable logits =
              SameDiffModel.logits(image, parameters, z -> model.sd.nn().sigmoid(z));
          List<Map<String, INDArray>> samples =
              IntStream.range(0, problem.samples())
                  .mapToObj(
                      i ->
                          Map.of(
                              "image", model.array(problem.image(i)),
                              "oneHot", model.array(problem.oneHot(i))))
                  .toList();
          InTurn turn = new InTurn(problem.samples());
          return SameDiffRun.training(
              model,
              model.softmaxCrossEntropy(logits, oneHot),
              parameters,
              () -> samples.get(turn.next()),
              SameDiffUpdates.descent(SampleProblem.RATE));
        });
  }

  @Override
  public Optional<Supplier<Run>> linear(LinearProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          SameDiffModel model = new SameDiffModel(precision);
          SDVariable x = model.constant("x", problem.x());
          SDVariable y = model.constant("y", problem.y());
          SDVariable theta = model.variable("theta", problem.theta());
          SDVariable residual = x.mmul(theta).sub(y);
          return SameDiffRun.gradient(model, residual.mul(residual).mean(), theta);
        });
  }

  /** Batches are views of the rows. */
  @Override
  public Optional<Supplier<Run>> miniBatch(MiniBatchProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          SameDiffModel model = new SameDiffModel(precision);
          INDArray dataX = model.array(problem.x());
          INDArray dataY = model.array(problem.y());
          SDVariable x = model.input("x", problem.batch(), problem.features());
          SDVariable y = model.input("y", problem.batch(), 1);
          List<SDVariable> parameters = model.variables(List.of(problem.theta()));
          SDVariable residual = x.mmul(parameters.get(0)).sub(y);
          InTurn turn = new InTurn(problem.batches());
          return SameDiffRun.training(
              model,
              residual.mul(residual).mean(),
              parameters,
              () -> {
                int start = turn.next() * problem.batch();
                return Map.of(
                    "x", rows(dataX, start, problem.batch()),
                    "y", rows(dataY, start, problem.batch()));
              },
              SameDiffUpdates.adam(parameters, MiniBatchProblem.RATE));
        });
  }

  private static INDArray rows(INDArray data, int start, int count) {
    return data.get(NDArrayIndex.interval(start, start + count), NDArrayIndex.all());
  }

  @Override
  public Optional<Supplier<Run>> tanhExp(TanhExpProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          SameDiffModel model = new SameDiffModel(precision);
          SDVariable x = model.variable("x", problem.x());
          SDVariable tanh = model.sd.math().tanh(x.mul(TanhExpProblem.A).add(TanhExpProblem.B));
          SDVariable bell = model.sd.math().exp(x.mul(x).mul(-TanhExpProblem.C));
          return SameDiffRun.gradient(model, tanh.mul(bell).sum(), x);
        });
  }

  @Override
  public Optional<Supplier<Run>> rosenbrock(RosenbrockProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          SameDiffModel model = new SameDiffModel(precision);
          int n = problem.dimensions();
          SDVariable x = model.variable("x", problem.x());
          SDVariable head = x.get(SDIndex.interval(0, n - 1), SDIndex.all());
          SDVariable tail = x.get(SDIndex.interval(1, n), SDIndex.all());
          SDVariable gap = tail.sub(head.mul(head));
          SDVariable slope = head.rsub(1);
          SDVariable sum = gap.mul(gap).mul(100).add(slope.mul(slope)).sum();
          return SameDiffRun.gradient(model, sum, x);
        });
  }

  @Override
  public Optional<Supplier<Run>> nestedSin(NestedSinProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          SameDiffModel model = new SameDiffModel(precision);
          SDVariable x = model.variable("x", new DMatrixRMaj(1, 1, true, NestedSinProblem.X));
          SDVariable y = x;
          for (int i = 0; i < problem.depth(); i++) {
            y = model.sd.math().sin(y);
          }
          return SameDiffRun.gradient(model, y.sum(), x);
        });
  }
}
