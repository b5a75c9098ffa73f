// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Functions of images: matrices with one image in each row, n x (C H W), channel by channel. Their
 * results are such matrices again; {@link Window#over} gives the shape of the images in them.
 *
 * <pre>{@code
 * ImageShape image = new ImageShape(1, 28, 28);
 * Window window = Window.of(5, 5).withPadding(2);
 * Expr h = conv2d(x, image, w, window).relu();                       // w: 25 x 8
 * ImageShape hidden = window.over(image).withChannels(8);            // 8x28x28
 * Expr pooled = maxPool(h, hidden, Window.of(2, 2).withStride(2));   // n x (8 14 14)
 * }</pre>
 */
public final class Images {
  private Images() {}

  /**
   * The patches that a window sees, one row each: (n places) x (C window), image by image, the
   * places row by row, each patch channel by channel. Pixels of the padding are 0. Cotangent: each
   * pixel gets the sum over its patches.
   *
   * @param x n x (C H W)
   * @throws ShapeMismatchException if x has other columns
   * @throws IllegalArgumentException if the window does not fit into the padded image
   */
  public static Expr patches(Expr x, ImageShape image, Window window) {
    return patches("patches", x, image, window);
  }

  private static Expr patches(String what, Expr x, ImageShape image, Window window) {
    window.requireFits(what, image);
    return Expr.apply(new Patches(image, window, false), x);
  }

  /**
   * The convolution with kernels, without turning them around (a cross-correlation, as everywhere
   * in this field): y_n,f,i,j = sum_c,k,l x_n,c,(i s + k d - p),(j s + l d - p) w_(c,k,l),f, with
   * stride s, dilation d and padding p; n x (F places), as one product with the patches.
   *
   * @param x n x (C H W)
   * @param kernels w, (C window) x F: one column for each of F kernels, channel by channel
   * @throws ShapeMismatchException if x or the kernels have another shape
   * @throws IllegalArgumentException if the window does not fit into the padded image
   */
  public static Expr conv2d(Expr x, ImageShape image, Expr kernels, Window window) {
    return channelsFirst(product(x, image, kernels, window), x, image, window);
  }

  /**
   * The same plus a number for each kernel.
   *
   * @param bias 1 x F
   */
  public static Expr conv2d(Expr x, ImageShape image, Expr kernels, Expr bias, Window window) {
    Expr product = product(x, image, kernels, window);
    if (bias.rows() != 1 || bias.cols() != kernels.cols()) {
      throw ShapeMismatchException.of(
          "conv2d",
          "bias must be one row with a number for each kernel",
          List.of("kernels", "bias"),
          List.of(kernels, bias));
    }
    return channelsFirst(product.plus(bias), x, image, window);
  }

  private static Expr product(Expr x, ImageShape image, Expr kernels, Window window) {
    Expr patches = patches("conv2d", x, image, window);
    if (kernels.rows() != patches.cols()) {
      throw ShapeMismatchException.of(
          "conv2d",
          "kernels.rows must be channels times window = " + patches.cols(),
          List.of("x", "kernels"),
          List.of(x, kernels));
    }
    return patches.mult(kernels);
  }

  /** From one row a place to one row an image. */
  private static Expr channelsFirst(Expr places, Expr x, ImageShape image, Window window) {
    ImageShape moved = window.over(image);
    Shape inner = Shape.of(moved.height() * moved.width(), places.cols());
    return Expr.apply(new TransposeRows(inner), places.reshape(x.rows(), inner.elements()));
  }

  /**
   * The largest number that the window sees, channel by channel, n x (C places); NaN wins; slope
   * 1/k for each of k equals. Padding never wins: it counts as -infinity.
   *
   * @throws ShapeMismatchException if x has other columns
   * @throws IllegalArgumentException if the window does not fit into the padded image, or sees
   *     nothing but padding at some place
   */
  public static Expr maxPool(Expr x, ImageShape image, Window window) {
    Expr patches = patchesOfChannels("maxPool", x, image, window, Double.NEGATIVE_INFINITY);
    return perImage(patches.maxRows(), x, image, window);
  }

  /**
   * The mean of what the window sees, channel by channel, n x (C places). Padding counts as 0, and
   * the divisor is height times width of the window at every place; so it is by default in PyTorch
   * too ({@code count_include_pad}).
   *
   * @throws ShapeMismatchException if x has other columns
   * @throws IllegalArgumentException if the window does not fit into the padded image, or sees
   *     nothing but padding at some place
   */
  public static Expr averagePool(Expr x, ImageShape image, Window window) {
    Expr patches = patchesOfChannels("averagePool", x, image, window, 0);
    return perImage(patches.meanRows(), x, image, window);
  }

  private static Expr patchesOfChannels(
      String what, Expr x, ImageShape image, Window window, double outside) {
    if (x.cols() != image.elements()) {
      throw ShapeMismatchException.of(
          what,
          "each row must hold an image of " + image + " = " + image.elements() + " numbers",
          List.of("x"),
          List.of(x));
    }
    window.requirePixels(what, image);
    ImageShape one = image.withChannels(1);
    Expr channels = x.reshape(x.rows() * image.channels(), one.elements());
    return Expr.apply(new Patches(one, window, false, outside), channels);
  }

  private static Expr perImage(Expr places, Expr x, ImageShape image, Window window) {
    return places.reshape(x.rows(), window.over(image).elements());
  }
}
