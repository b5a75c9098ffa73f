// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.binary_cross_entropy_with_logits;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.grad;
import static org.bytedeco.pytorch.global.torch.mse_loss;
import static org.ejgrad.benchmarks.peers.Torch.number;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
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
import org.ejml.data.DMatrixRMaj;

/** PyTorch, eager, with autograd; in double and in float. */
public final class TorchImplementation implements PeerImplementation {
  @Override
  public Contender contender() {
    return Contender.PYTORCH;
  }

  @Override
  public String version() {
    try {
      return "org.bytedeco:pytorch "
          + Loader.getVersion("org.bytedeco", "pytorch")
          + ", eager, OMP_WAIT_POLICY=passive";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Supplier<Run>> cell(CellProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Torch torch = Torch.of(precision);
          Tensor x = torch.tensor(problem.points());
          Tensor y = torch.tensor(problem.targets());
          List<Tensor> parameters = torch.leaves(problem.parameters());
          return new TorchTraining(
              parameters,
              new SGD(Torch.vector(parameters), new SGDOptions(CellProblem.RATE)),
              () -> binary_cross_entropy_with_logits(logits(x, parameters, Tensor::sigmoid), y));
        });
  }

  @Override
  public Optional<Supplier<Run>> classifier(ClassifierProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Torch torch = Torch.of(precision);
          Tensor images = torch.tensor(problem.images());
          Tensor oneHot = torch.tensor(problem.oneHot());
          List<Tensor> parameters = torch.leaves(problem.parameters());
          return new TorchTraining(
              parameters,
              new Adam(Torch.vector(parameters), new AdamOptions(ClassifierProblem.RATE)),
              () -> cross_entropy_loss(logits(images, parameters, Tensor::relu), oneHot));
        });
  }

  @Override
  public Optional<Supplier<Run>> curvature(CurvatureProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Torch torch = Torch.of(precision);
          Tensor images = torch.tensor(problem.classifier().images());
          Tensor oneHot = torch.tensor(problem.classifier().oneHot());
          List<Tensor> parameters = torch.leaves(problem.classifier().parameters());
          List<Tensor> direction = problem.direction().stream().map(torch::tensor).toList();
          TensorVector wrt = Torch.vector(parameters);
          return new TorchGradient(
              () -> {
                Tensor loss = cross_entropy_loss(logits(images, parameters, Tensor::relu), oneHot);
                TensorVector first =
                    grad(
                        new TensorVector(loss),
                        wrt,
                        new TensorVector(),
                        new BoolOptional(true),
                        true,
                        false);
                Tensor slope = first.get(0).mul(direction.get(0)).sum();
                for (int k = 1; k < direction.size(); k++) {
                  slope = slope.add(first.get(k).mul(direction.get(k)).sum());
                }
                return grad(new TensorVector(slope), wrt);
              });
        });
  }

  @Override
  public Optional<Supplier<Run>> sample(SampleProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Torch torch = Torch.of(precision);
          IntStream samples = IntStream.range(0, problem.samples());
          List<Tensor> images = samples.mapToObj(i -> torch.tensor(problem.image(i))).toList();
          List<Tensor> oneHots =
              IntStream.range(0, problem.samples())
                  .mapToObj(i -> torch.tensor(problem.oneHot(i)))
                  .toList();
          List<Tensor> parameters = torch.leaves(problem.parameters());
          InTurn turn = new InTurn(problem.samples());
          return new TorchTraining(
              parameters,
              new SGD(Torch.vector(parameters), new SGDOptions(SampleProblem.RATE)),
              () -> {
                int i = turn.next();
                Tensor logits = logits(images.get(i), parameters, Tensor::sigmoid);
                return cross_entropy_loss(logits, oneHots.get(i));
              });
        });
  }

  @Override
  public Optional<Supplier<Run>> linear(LinearProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Torch torch = Torch.of(precision);
          Tensor x = torch.tensor(problem.x());
          Tensor y = torch.tensor(problem.y());
          Tensor theta = torch.leaf(problem.theta());
          return gradient(theta, () -> x.matmul(theta).sub(y).square().mean());
        });
  }

  @Override
  public Optional<Supplier<Run>> miniBatch(MiniBatchProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Torch torch = Torch.of(precision);
          Tensor x = torch.tensor(problem.x());
          Tensor y = torch.tensor(problem.y());
          List<Tensor> parameters = List.of(torch.leaf(problem.theta()));
          InTurn turn = new InTurn(problem.batches());
          return new TorchTraining(
              parameters,
              new Adam(Torch.vector(parameters), new AdamOptions(MiniBatchProblem.RATE)),
              () -> {
                long start = (long) turn.next() * problem.batch();
                Tensor batchX = x.narrow(0, start, problem.batch());
                Tensor batchY = y.narrow(0, start, problem.batch());
                return mse_loss(batchX.matmul(parameters.get(0)), batchY);
              });
        });
  }

  @Override
  public Optional<Supplier<Run>> tanhExp(TanhExpProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Tensor x = Torch.of(precision).leaf(problem.x());
          return gradient(
              x,
              () -> {
                Tensor line = x.mul(number(TanhExpProblem.A)).add(number(TanhExpProblem.B));
                Tensor bell = x.square().mul(number(-TanhExpProblem.C)).exp();
                return line.tanh().mul(bell).sum();
              });
        });
  }

  @Override
  public Optional<Supplier<Run>> rosenbrock(RosenbrockProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Tensor x = Torch.of(precision).leaf(problem.x());
          int pairs = problem.dimensions() - 1;
          return gradient(
              x,
              () -> {
                Tensor head = x.narrow(0, 0, pairs);
                Tensor valley = x.narrow(0, 1, pairs).sub(head.square()).square();
                Tensor slope = head.neg().add(number(1)).square();
                return valley.mul(number(100)).add(slope).sum();
              });
        });
  }

  @Override
  public Optional<Supplier<Run>> nestedSin(NestedSinProblem problem, Precision precision) {
    return Optional.of(
        () -> {
          Tensor x = Torch.of(precision).leaf(new DMatrixRMaj(1, 1, true, NestedSinProblem.X));
          return gradient(
              x,
              () -> {
                Tensor y = x;
                for (int i = 0; i < problem.depth(); i++) {
                  y = y.sin();
                }
                return y;
              });
        });
  }

  private static Run gradient(Tensor x, Supplier<Tensor> loss) {
    TensorVector wrt = new TensorVector(x);
    return new TorchGradient(() -> grad(new TensorVector(loss.get()), wrt));
  }

  private static Tensor logits(
      Tensor x, List<Tensor> parameters, UnaryOperator<Tensor> activation) {
    Tensor y = x;
    for (int k = 0; k < parameters.size(); k += 2) {
      Tensor z = addmm(parameters.get(k + 1), y, parameters.get(k));
      y = k + 2 < parameters.size() ? activation.apply(z) : z;
    }
    return y;
  }
}
