// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;

/**
 * Images to patches (im2col), or back: n x (C H W) to one row for each place of the window in each
 * image, (n places) x (C window), image by image; or, back, each number of a patch added to its
 * pixel (col2im). Each is the other's cotangent.
 *
 * @param outside what patches hold of the padding; backwards it is not used
 */
record Patches(ImageShape image, Window window, boolean back, double outside) implements ExprOp {
  /** With 0 from the padding. */
  Patches(ImageShape image, Window window, boolean back) {
    this(image, window, back, 0);
  }

  @Override
  public String label() {
    String padding = outside == 0 ? "" : " of " + outside;
    return (back ? "patchSums[" : "patches[") + window + padding + " over " + image + "]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    ImageShape places = window.over(image);
    long size = (long) places.height() * places.width();
    long patch = (long) image.channels() * window.height() * window.width();
    if (back) {
      if (x.cols() != patch || x.rows() % size != 0) {
        throw ShapeMismatchException.violated(
            "rows must hold patches of " + patch + " numbers, " + size + " for each image");
      }
      return Shape.of((int) (x.rows() / size), image.elements());
    }
    if (x.cols() != image.elements()) {
      throw ShapeMismatchException.violated(
          "each row must hold an image of " + image + " = " + image.elements() + " numbers");
    }
    if (patch * size * Math.max(1, x.rows()) > Integer.MAX_VALUE) {
      throw ShapeMismatchException.violated("patches hold at most 2147483647 numbers together");
    }
    return Shape.of((int) (x.rows() * size), (int) patch);
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    Shape x = inputs.get(0);
    return Kernel.ofItems(back ? shape(inputs).rows() : x.rows(), new ImageLoop(this));
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(Expr.apply(new Patches(image, window, !back), yBar));
  }

  /** Image by image, which are independent of each other in both directions. */
  private static final class ImageLoop implements Kernel.ItemLoop {
    private final boolean back;
    private final int channels;
    private final int height;
    private final int width;
    private final Window window;
    private final double outside;
    private final int down;
    private final int across;

    ImageLoop(Patches op) {
      back = op.back;
      window = op.window;
      outside = op.outside;
      channels = op.image.channels();
      height = op.image.height();
      width = op.image.width();
      ImageShape places = window.over(op.image);
      down = places.height();
      across = places.width();
    }

    @Override
    public void run(Block[] x, Block y, int from, int to) {
      for (int n = from; n < to; n++) {
        if (back) {
          y.fill(n * y.cols(), y.cols(), 0);
        }
        for (int place = 0; place < down * across; place++) {
          int top = place / across * window.stride() - window.padding();
          int left = place % across * window.stride() - window.padding();
          if (back) {
            patch(y, n * y.cols(), x[0], (n * down * across + place) * x[0].cols(), top, left);
          } else {
            patch(x[0], n * x[0].cols(), y, (n * down * across + place) * y.cols(), top, left);
          }
        }
      }
    }

    /** One patch, row of pixels by row. */
    private void patch(Block images, int image, Block patches, int patch, int top, int left) {
      int at = patch;
      for (int c = 0; c < channels; c++) {
        for (int k = 0; k < window.height(); k++) {
          int i = top + k * window.dilation();
          if (i >= 0 && i < height) {
            pixels(images, image + (c * height + i) * width, patches, at, left);
          } else if (!back) {
            patches.fill(at, window.width(), outside);
          }
          at += window.width();
        }
      }
    }

    private void pixels(Block images, int row, Block patches, int at, int left) {
      int taken = window.width();
      int step = window.dilation();
      if (!back && step == 1 && left >= 0 && left + taken <= width) {
        patches.copy(at, images, row + left, taken);
        return;
      }
      for (int k = 0; k < taken; k++) {
        int j = left + k * step;
        boolean inside = j >= 0 && j < width;
        if (!back) {
          patches.set(at + k, inside ? images.get(row + j) : outside);
        } else if (inside) {
          images.set(row + j, images.get(row + j) + patches.get(at + k));
        }
      }
    }
  }
}
