// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.ComposedRow.at;

import java.util.List;
import org.ejgrad.ops.ComposedRow.At;

/** Conditions, loops, recomputation, normalisation, dropout and images. */
final class ComposedStructureRows {
  private static final ImageShape IMAGE = new ImageShape(1, 3, 3);
  private static final Window WINDOW = Window.of(2, 2);
  private static final double EPSILON = 0.01;

  private ComposedStructureRows() {}

  static List<ComposedRow> rows() {
    return List.of(
        new ComposedRow(
                "Autograd.checkpoint(UnaryOperator, Expr)",
                x -> Autograd.checkpoint(v -> v.sin().square(), x.get(0)))
            .argument("x", Domain.ANY, 3, 2, s -> s.yBar().elementMult(s.a().scale(2).sin()))
            .with("f(x) = sin^2 x"),
        new ComposedRow(
                "Autograd.checkpointOfList(Function, List)",
                x -> Autograd.checkpointOfList(v -> v.get(0).elementMult(v.get(1)), x))
            .argument("a", Domain.ANY, 3, 2, s -> s.yBar().elementMult(s.b()))
            .argument("b", Domain.ANY, 3, 2, s -> s.yBar().elementMult(s.a()))
            .with("f(a, b) = a o b"),
        new ComposedRow(
                "Control.cond(Expr, UnaryOperator, UnaryOperator, Expr)",
                x -> Control.cond(x.get(0), Expr::square, Expr::sin, x.get(1)))
            .argument("predicate", Domain.TRUTH, 1, 1)
            .argument(
                "x",
                Domain.ANY,
                3,
                2,
                s ->
                    s.a()
                        .select(
                            s.yBar().elementMult(s.b().scale(2)),
                            s.yBar().elementMult(s.b().cos())))
            .with("then(x) = x^2, otherwise(x) = sin x"),
        new ComposedRow(
                "Control.condOfList(Expr, Function, Function, List)",
                x ->
                    Control.condOfList(
                        x.get(0),
                        v -> v.get(0).elementMult(v.get(1)),
                        v -> v.get(0).plus(v.get(1)),
                        x.subList(1, 3)))
            .argument("predicate", Domain.TRUTH, 1, 1)
            .argument("a", Domain.ANY, 3, 2, s -> ifTrue(s, s.x(2)))
            .argument("b", Domain.ANY, 3, 2, s -> ifTrue(s, s.x(1)))
            .with("x = (a, b), then(x) = a o b, otherwise(x) = a + b"),
        new ComposedRow(
                "Control.repeat(int, UnaryOperator, Expr)",
                x -> Control.repeat(2, Expr::sin, x.get(0)))
            .argument(
                "x",
                Domain.ANY,
                3,
                2,
                s -> s.yBar().elementMult(s.a().sin().cos()).elementMult(s.a().cos()))
            .with("n = 2, f(x) = sin x"),
        overRows("Control.scan(BinaryOperator, Expr, Expr)", 0),
        overRows("Control.scan(BinaryOperator, Expr, Expr, int)", 1),
        counted("Control.scan(int, UnaryOperator, Expr)", 0),
        counted("Control.scan(int, UnaryOperator, Expr, int)", 1),
        new ComposedRow(
                "Dropout.dropout(Expr, double, long, Expr)",
                x -> Dropout.dropout(x.get(0), 0.5, 7, x.get(1)))
            .argument(
                "x",
                Domain.ANY,
                3,
                2,
                // The same mask, as it is a function of seed and step alone.
                s -> Dropout.dropout(s.yBar(), 0.5, 7, s.b()))
            .argument("step", Domain.INDEX, 1, 1)
            .with("p = 0.5, seed = 7"),
        new ComposedRow(
                "Normalization.batchNormalization(Expr, Expr, Expr, double)",
                x -> Normalization.batchNormalization(x.get(0), x.get(1), x.get(2), EPSILON))
            .argument("x", Domain.DISTINCT, 3, 2, ComposedStructureRows::batchSlope)
            .argument(
                "scale", Domain.ANY, 1, 2, s -> s.yBar().elementMult(standardColumns(s)).sumCols())
            .argument("shift", Domain.ANY, 1, 2, s -> s.yBar().sumCols())
            .with("epsilon = 0.01"),
        new ComposedRow(
                "Normalization.batchNormalization(Expr, Expr, Expr, Expr, Expr, double)",
                x ->
                    Normalization.batchNormalization(
                        x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), EPSILON))
            .argument("x", Domain.ANY, 3, 2, ComposedStructureRows::givenSlope)
            .argument("mean", Domain.ANY, 1, 2, s -> givenSlope(s).sumCols().negative())
            .argument(
                "variance",
                Domain.POSITIVE,
                1,
                2,
                s ->
                    givenSlope(s)
                        .elementMult(s.a().minus(s.b()))
                        .sumCols()
                        .elementDiv(s.x(2).plus(EPSILON))
                        .scale(-0.5))
            .argument(
                "scale",
                Domain.ANY,
                1,
                2,
                s ->
                    s.yBar()
                        .elementMult(s.a().minus(s.b()))
                        .sumCols()
                        .elementDiv(s.x(2).plus(EPSILON).sqrt()))
            .argument("shift", Domain.ANY, 1, 2, s -> s.yBar().sumCols())
            .with("epsilon = 0.01"),
        new ComposedRow(
                "Normalization.layerNormalization(Expr, Expr, Expr, double)",
                x -> Normalization.layerNormalization(x.get(0), x.get(1), x.get(2), EPSILON))
            .argument("x", Domain.DISTINCT, 3, 4, ComposedStructureRows::layerSlope)
            .argument(
                "scale", Domain.ANY, 1, 4, s -> s.yBar().elementMult(standardRows(s)).sumCols())
            .argument("shift", Domain.ANY, 1, 4, s -> s.yBar().sumCols())
            .with("epsilon = 0.01"),
        new ComposedRow(
                "Images.patches(Expr, ImageShape, Window)",
                x -> Images.patches(x.get(0), IMAGE, WINDOW))
            .argument("x", Domain.ANY, 2, 9, s -> toPixels(s.yBar()))
            .with("image = 1x3x3, window = 2x2"),
        new ComposedRow(
                "Images.conv2d(Expr, ImageShape, Expr, Window)",
                x -> Images.conv2d(x.get(0), IMAGE, x.get(1), WINDOW))
            .argument("x", Domain.ANY, 1, 9, s -> imageSlope(s))
            .argument("kernels", Domain.ANY, 4, 2, s -> kernelSlope(s))
            .with("image = 1x3x3, window = 2x2"),
        new ComposedRow(
                "Images.conv2d(Expr, ImageShape, Expr, Expr, Window)",
                x -> Images.conv2d(x.get(0), IMAGE, x.get(1), x.get(2), WINDOW))
            .argument("x", Domain.ANY, 1, 9, s -> imageSlope(s))
            .argument("kernels", Domain.ANY, 4, 2, s -> kernelSlope(s))
            .argument("bias", Domain.ANY, 1, 2, s -> places(s).sumCols())
            .with("image = 1x3x3, window = 2x2"),
        new ComposedRow(
                "Images.maxPool(Expr, ImageShape, Window)",
                x ->
                    Images.maxPool(
                        x.get(0), new ImageShape(1, 1, x.get(0).cols()), Window.of(1, 3)))
            .argument(
                "x",
                Domain.DISTINCT,
                1,
                3,
                s -> s.yBar().elementMult(ComposedRows.share(s.a().equalTo(s.y()))))
            .with("image = 1x1x3, window = 1x3, one place")
            .kink("shared evenly by equals that a window sees", at(2, 2, 1), 0.5, 0.5, 0),
        new ComposedRow(
                "Images.averagePool(Expr, ImageShape, Window)",
                x -> Images.averagePool(x.get(0), IMAGE, WINDOW))
            .argument(
                "x",
                Domain.ANY,
                2,
                9,
                s -> toPixels(s.yBar().reshape(8, 1).divide(4).repeatCols(4)))
            .with("image = 1x3x3, window = 2x2"));
  }

  private static Expr ifTrue(At s, Expr factor) {
    return s.a().select(s.yBar().elementMult(factor), s.yBar());
  }

  private static ComposedRow overRows(String method, int keepEvery) {
    return new ComposedRow(
            method,
            x ->
                (keepEvery == 0
                        ? Control.scan(Expr::elementMult, x.get(0), x.get(1))
                        : Control.scan(Expr::elementMult, x.get(0), x.get(1), keepEvery))
                    .last())
        .argument(
            "initial",
            Domain.ANY,
            1,
            3,
            s -> s.yBar().elementMult(row(s.b(), 0)).elementMult(row(s.b(), 1)))
        .argument(
            "rows",
            Domain.ANY,
            2,
            3,
            s -> {
              Expr each = s.yBar().elementMult(s.a());
              return Expr.concatRows(
                  each.elementMult(row(s.b(), 1)), each.elementMult(row(s.b(), 0)));
            })
        .with("f(state, row) = state o row, y = the last state");
  }

  private static ComposedRow counted(String method, int keepEvery) {
    return new ComposedRow(
            method,
            x ->
                (keepEvery == 0
                        ? Control.scan(2, Expr::sin, x.get(0))
                        : Control.scan(2, Expr::sin, x.get(0), keepEvery))
                    .last())
        .argument(
            "initial",
            Domain.ANY,
            1,
            3,
            s -> s.yBar().elementMult(s.a().sin().cos()).elementMult(s.a().cos()))
        .with("count = 2, f(state) = sin state, y = the last state");
  }

  private static Expr row(Expr x, int i) {
    return x.extractMatrix(i, i + 1, 0, x.cols());
  }

  private static Expr standardColumns(At s) {
    return s.a().minus(s.a().meanCols()).elementDiv(columnSpread(s));
  }

  private static Expr columnSpread(At s) {
    return s.a().minus(s.a().meanCols()).square().meanCols().plus(EPSILON).sqrt();
  }

  private static Expr batchSlope(At s) {
    Expr g = s.yBar().elementMult(s.b());
    Expr z = standardColumns(s);
    Expr along = z.elementMult(g.elementMult(z).meanCols());
    return g.minus(g.meanCols()).minus(along).elementDiv(columnSpread(s));
  }

  private static Expr standardRows(At s) {
    return s.a().minus(s.a().meanRows()).elementDiv(rowSpread(s));
  }

  private static Expr rowSpread(At s) {
    return s.a().minus(s.a().meanRows()).square().meanRows().plus(EPSILON).sqrt();
  }

  private static Expr layerSlope(At s) {
    Expr g = s.yBar().elementMult(s.b());
    Expr z = standardRows(s);
    Expr along = z.elementMult(g.elementMult(z).meanRows());
    return g.minus(g.meanRows()).minus(along).elementDiv(rowSpread(s));
  }

  private static Expr givenSlope(At s) {
    return s.yBar().elementMult(s.x(3)).elementDiv(s.x(2).plus(EPSILON).sqrt());
  }

  private static Expr toPixels(Expr patches) {
    return Expr.apply(new Patches(IMAGE, WINDOW, true), patches);
  }

  /** The cotangent with a row for each place and a column for each kernel. */
  private static Expr places(At s) {
    return s.yBar().reshape(2, 4).transpose();
  }

  private static Expr imageSlope(At s) {
    return toPixels(places(s).mult(s.b().transpose()));
  }

  private static Expr kernelSlope(At s) {
    return Images.patches(s.a(), IMAGE, WINDOW).transpose().mult(places(s));
  }
}
