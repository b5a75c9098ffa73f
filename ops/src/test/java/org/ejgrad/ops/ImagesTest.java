// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Autograd.constant;
import static org.ejgrad.ops.Autograd.gradients;
import static org.ejgrad.ops.Autograd.input;
import static org.ejgrad.ops.GradientCheck.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Supplier;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImagesTest {
  private static final ImageShape IMAGE = new ImageShape(2, 5, 4);

  static List<Window> windows() {
    return List.of(
        Window.of(1, 1),
        Window.of(3, 2),
        Window.of(5, 4),
        new Window(3, 3, 2, 1, 1),
        new Window(2, 2, 1, 2, 2),
        new Window(2, 3, 3, 4, 1));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void conv2d_equalsAPlainLoop_withRightGradients(Window window) {
    int kernels = 3;
    DMatrixRMaj x = normal(2, IMAGE.elements());
    DMatrixRMaj w = normal(2 * window.height() * window.width(), kernels);
    DMatrixRMaj bias = normal(1, kernels);
    DMatrixRMaj expected = convolved(x, w, bias, window);
    DMatrixRMaj actual =
        Images.conv2d(constant(x), IMAGE, constant(w), constant(bias), window).evaluate();
    assertEquals(expected.numRows, actual.numRows);
    assertEquals(expected.numCols, actual.numCols);
    for (int i = 0; i < expected.getNumElements(); i++) {
      // Sums of at most 41 products of numbers near 1, in another order.
      assertEquals(expected.data[i], actual.data[i], 1e-13);
    }
    GradientCheck.ofMany(
            list -> Images.conv2d(list.get(0), IMAGE, list.get(1), list.get(2), window).tanh())
        .at(x, w, bias)
        .verify();
  }

  /** The definition, with the bias, one number after the other. */
  private static DMatrixRMaj convolved(DMatrixRMaj x, DMatrixRMaj w, DMatrixRMaj b, Window window) {
    ImageShape places = window.over(IMAGE);
    int size = places.height() * places.width();
    return Plain.matrix(
        x.numRows,
        w.numCols * size,
        (n, col) -> {
          int f = col / size;
          double sum = b.get(0, f);
          for (int c = 0; c < 2; c++) {
            for (int k = 0; k < window.height(); k++) {
              for (int l = 0; l < window.width(); l++) {
                int i = col % size / places.width() * window.stride();
                int j = col % places.width() * window.stride();
                i += k * window.dilation() - window.padding();
                j += l * window.dilation() - window.padding();
                if (i >= 0 && i < 5 && j >= 0 && j < 4) {
                  sum +=
                      x.get(n, (c * 5 + i) * 4 + j)
                          * w.get((c * window.height() + k) * window.width() + l, f);
                }
              }
            }
          }
          return sum;
        });
  }

  @Test
  void window_withOneSetting_keepsTheOthers() {
    Window window = new Window(2, 3, 4, 1, 2);
    assertEquals(new Window(2, 3, 5, 1, 2), window.withStride(5));
    assertEquals(new Window(2, 3, 4, 0, 2), window.withPadding(0));
    assertEquals(new Window(2, 3, 4, 1, 7), window.withDilation(7));
    assertEquals(new Window(2, 3, 1, 0, 1), Window.of(2, 3));
  }

  @Test
  void conv2d_twice_hasRightGradientsOfTwoOrders() {
    Window window = new Window(2, 2, 1, 0, 1);
    ImageShape image = new ImageShape(1, 3, 3);
    ImageShape hidden = window.over(image).withChannels(2);
    GradientCheck.ofMany(
            list -> {
              Expr h = Images.conv2d(list.get(0), image, list.get(1), window).sin();
              return Images.conv2d(h, hidden, list.get(2), window);
            })
        .at(normal(2, 9), normal(4, 2), normal(8, 2))
        .order(2)
        .verify();
  }

  @Test
  void pools_equalPlainLoops_withRightGradients() {
    Window window = new Window(2, 2, 2, 0, 1);
    // A permutation, so that the largest is at least 0.1 above the next.
    DMatrixRMaj x = Domain.DISTINCT.matrix(org.ejgrad.graph.Shape.of(3, 40), 0, 1);
    DMatrixRMaj largest = Images.maxPool(constant(x), IMAGE, window).evaluate();
    DMatrixRMaj mean = Images.averagePool(constant(x), IMAGE, window).evaluate();
    assertEquals(8, largest.numCols);
    for (int n = 0; n < 3; n++) {
      for (int k = 0; k < 8; k++) {
        int corner = (k / 4 * 5 + k / 2 % 2 * 2) * 4 + k % 2 * 2;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int at : new int[] {corner, corner + 1, corner + 4, corner + 5}) {
          max = Math.max(max, x.get(n, at));
          sum += x.get(n, at);
        }
        assertEquals(max, largest.get(n, k));
        assertEquals(sum / 4, mean.get(n, k), 1e-14 * 10);
      }
    }
    GradientCheck.of(z -> Images.maxPool(z, IMAGE, window).sin()).at(x).order(2).verify();
    GradientCheck.of(z -> Images.averagePool(z, IMAGE, window).sin()).at(x).order(2).verify();
  }

  static List<Window> padded() {
    return List.of(
        new Window(3, 3, 2, 1, 1),
        new Window(2, 2, 1, 1, 1),
        new Window(2, 2, 2, 1, 2),
        new Window(4, 5, 3, 2, 1));
  }

  @ParameterizedTest
  @MethodSource("padded")
  void pools_withPadding_equalPlainLoops_withRightGradients(Window window) {
    DMatrixRMaj x = Domain.DISTINCT.matrix(org.ejgrad.graph.Shape.of(2, 40), 0, 1);
    // All below 0, so that padding would win a maximum if it counted as 0.
    CommonOps_DDRM.add(x, -30);
    DMatrixRMaj largest = Images.maxPool(constant(x), IMAGE, window).evaluate();
    DMatrixRMaj mean = Images.averagePool(constant(x), IMAGE, window).evaluate();
    ImageShape places = window.over(IMAGE);
    assertEquals(places.elements(), largest.numCols);
    for (int n = 0; n < 2; n++) {
      for (int place = 0; place < places.elements(); place++) {
        int size = places.height() * places.width();
        int top = place % size / places.width() * window.stride() - window.padding();
        int left = place % places.width() * window.stride() - window.padding();
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int k = 0; k < window.height() * window.width(); k++) {
          int i = top + k / window.width() * window.dilation();
          int j = left + k % window.width() * window.dilation();
          if (i >= 0 && i < 5 && j >= 0 && j < 4) {
            double pixel = x.get(n, (place / size * 5 + i) * 4 + j);
            max = Math.max(max, pixel);
            sum += pixel;
          }
        }
        assertEquals(max, largest.get(n, place));
        double divisor = window.height() * window.width();
        assertEquals(sum / divisor, mean.get(n, place), 1e-14 * 30);
      }
    }
    GradientCheck.of(z -> Images.maxPool(z, IMAGE, window).scale(0.1).sin())
        .at(x)
        .order(2)
        .verify();
    GradientCheck.of(z -> Images.averagePool(z, IMAGE, window).scale(0.1).sin())
        .at(x)
        .order(2)
        .verify();
  }

  @Test
  void maxPool_ofNaNBesidePadding_isNaN() {
    DMatrixRMaj x = new DMatrixRMaj(1, 4, true, 1, 2, Double.NaN, 4);
    Expr y = Images.maxPool(constant(x), new ImageShape(1, 2, 2), Window.of(2, 2).withPadding(1));
    double nan = Double.NaN;
    double[] expected = {1, 2, 2, nan, nan, 4, nan, nan, 4};
    for (int k = 0; k < 9; k++) {
      assertEquals(expected[k], y.evaluate().data[k]);
    }
  }

  @Test
  void maxPool_sharesTheSlopeAmongTies() {
    Expr x = input("x", 1, 4);
    Expr y = Images.maxPool(x, new ImageShape(1, 2, 2), Window.of(2, 2));
    Expr xBar = gradients(y, x).get(0);
    DMatrixRMaj slopes =
        Autograd.compile(xBar)
            .workspace()
            .set(x, new DMatrixRMaj(1, 4, true, 3, 1, 3, 2))
            .run()
            .value(xBar);
    assertEquals(0.5, slopes.get(0, 0));
    assertEquals(0, slopes.get(0, 1));
    assertEquals(0.5, slopes.get(0, 2));
  }

  @Test
  void wrongShapes_areRefused() {
    Expr x = input("x", 2, 40);
    Window window = Window.of(3, 3);
    refused(
        "conv2d: kernels.rows must be channels times window = 18, got x='x' 2x40, kernels='w' 9x2",
        () -> Images.conv2d(x, IMAGE, input("w", 9, 2), window));
    refused(
        "conv2d: bias must be one row with a number for each kernel,"
            + " got kernels='w' 18x2, bias='b' 2x1",
        () -> Images.conv2d(x, IMAGE, input("w", 18, 2), input("b", 2, 1), window));
    refused(
        "maxPool: each row must hold an image of 2x5x4 = 40 numbers, got x='x' 2x39",
        () -> Images.maxPool(input("x", 2, 39), IMAGE, window));
    IllegalArgumentException padded =
        assertThrows(
            IllegalArgumentException.class,
            () -> Images.averagePool(x, IMAGE, window.withPadding(3)));
    assertStarts(
        "averagePool: the window must see a pixel of the image at each place,"
            + " got 3x3 stride 1 padding 3 over 2x5x4. Use less padding or dilation. At ",
        padded);
    // Every other pixel of a single row and column: the second is outside on one side each.
    IllegalArgumentException dilated =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Images.maxPool(
                    input("x", 1, 1), new ImageShape(1, 1, 1), new Window(2, 2, 1, 1, 2)));
    assertStarts(
        "maxPool: the window must see a pixel of the image at each place,"
            + " got 2x2 stride 1 padding 1 dilation 2 over 1x1x1. Use less padding or dilation. At ",
        dilated);
    IllegalArgumentException large =
        assertThrows(IllegalArgumentException.class, () -> new ImageShape(50_000, 50_000, 50_000));
    assertStarts(
        "imageShape: an image has at most 2147483647 numbers, got 50000x50000x50000, at ", large);
  }

  private static void refused(String start, Supplier<Expr> program) {
    assertStarts(start, assertThrows(ShapeMismatchException.class, program::get));
  }

  private static void assertStarts(String start, RuntimeException thrown) {
    String message = String.valueOf(thrown.getMessage());
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
  }
}
