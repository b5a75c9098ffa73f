// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A model's predictions as compiled programs, one for each number of rows; those last used are
 * kept. Threads may predict at the same time, each in buffers of its own. Sees the parameters as
 * they are at each call.
 */
public final class Predictor {
  private static final int KEPT = 8;

  private final Model model;
  private final List<Expr> parameters;
  private final Map<Integer, Compiled> programs =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Compiled> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Predicts with these parameters.
   *
   * @param model says what the predictions are
   * @param parameters in the order of {@link Model#parameters}: those themselves, or averages
   */
  public Predictor(Model model, List<Expr> parameters) {
    this.model = model;
    this.parameters = List.copyOf(parameters);
  }

  /**
   * The predictions for these features.
   *
   * @param features rows x featureCount. Not modified.
   * @return a matrix of the caller's own
   * @throws IllegalArgumentException if the number of columns is not the model's
   */
  public DMatrixRMaj predict(DMatrixRMaj features) {
    checkArgument(
        features.numCols == model.featureCount(),
        "predict: the model takes %s features, got a matrix of %sx%s",
        model.featureCount(),
        features.numRows,
        features.numCols);
    return compiled(features.numRows).predict(features);
  }

  private synchronized Compiled compiled(int rows) {
    return programs.computeIfAbsent(rows, this::compile);
  }

  private Compiled compile(int rows) {
    Expr x = Autograd.input("x", rows, model.featureCount());
    Expr predictions = model.predictions(x, parameters);
    return new Compiled(x, predictions, Autograd.compile(predictions));
  }

  /** One program and the workspaces that are not in use. */
  private static final class Compiled {
    private final Expr x;
    private final Expr predictions;
    private final Program program;
    private final Deque<Workspace> idle = new ArrayDeque<>();

    Compiled(Expr x, Expr predictions, Program program) {
      this.x = x;
      this.predictions = predictions;
      this.program = program;
    }

    DMatrixRMaj predict(DMatrixRMaj features) {
      Workspace workspace = take();
      DMatrixRMaj result = workspace.set(x, features).run().value(predictions).copy();
      giveBack(workspace);
      return result;
    }

    private Workspace take() {
      Workspace workspace = poll();
      return workspace != null ? workspace : program.workspace();
    }

    private synchronized @Nullable Workspace poll() {
      return idle.poll();
    }

    private synchronized void giveBack(Workspace workspace) {
      idle.push(workspace);
    }
  }
}
