// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

/**
 * A window that moves over images: each place of it is a patch.
 *
 * @param height rows of pixels that it takes
 * @param width columns of pixels that it takes
 * @param stride pixels from a place to the next, in both directions
 * @param padding pixels around the image, on each side, which hold 0 unless an op says otherwise
 * @param dilation pixels from one taken to the next; 1 takes neighbours
 */
public record Window(int height, int width, int stride, int padding, int dilation) {
  public Window {
    check(
        height >= 1 && width >= 1 && stride >= 1 && padding >= 0 && dilation >= 1,
        "window: height, width, stride and dilation must be >= 1 and padding >= 0,"
            + " got %sx%s, stride=%s, padding=%s, dilation=%s",
        height,
        width,
        stride,
        padding,
        dilation);
  }

  /** Of this size, at every pixel where it fits inside: stride 1, no padding, dilation 1. */
  public static Window of(int height, int width) {
    return new Window(height, width, 1, 0, 1);
  }

  /** The same with another stride. */
  public Window withStride(int pixels) {
    return new Window(height, width, pixels, padding, dilation);
  }

  /** The same with another padding. */
  public Window withPadding(int pixels) {
    return new Window(height, width, stride, pixels, dilation);
  }

  /** The same with another dilation. */
  public Window withDilation(int pixels) {
    return new Window(height, width, stride, padding, pixels);
  }

  /**
   * The images with one pixel for each place of the window: each side is floor((side + 2 padding -
   * dilation (window - 1) - 1) / stride) + 1.
   *
   * @throws IllegalArgumentException if the window does not fit into the padded image
   */
  public ImageShape over(ImageShape image) {
    requireFits("window", image);
    int down = (int) places(image.height(), height);
    int across = (int) places(image.width(), width);
    return new ImageShape(image.channels(), down, across);
  }

  /**
   * Refuses a window that does not fit.
   *
   * @param what the op that needs it to
   */
  void requireFits(String what, ImageShape image) {
    long down = places(image.height(), height);
    long across = places(image.width(), width);
    check(
        down >= 1 && across >= 1,
        "%s: the window must fit into the padded image, got %s over %s."
            + " Use more padding, or a smaller window.",
        what,
        this,
        image);
    check(
        down <= Integer.MAX_VALUE && across <= Integer.MAX_VALUE,
        "%s: the window has too many places, got %s over %s. Use a larger stride.",
        what,
        this,
        image);
  }

  private long places(int side, int window) {
    long room = side + 2L * padding - (long) dilation * (window - 1) - 1;
    return room < 0 ? 0 : room / stride + 1;
  }

  /**
   * Refuses a window that sees nothing but padding at some place.
   *
   * @param what the op that needs pixels
   */
  void requirePixels(String what, ImageShape image) {
    requireFits(what, image);
    ImageShape places = over(image);
    check(
        seesPixels(image.height(), height, places.height())
            && seesPixels(image.width(), width, places.width()),
        "%s: the window must see a pixel of the image at each place, got %s over %s."
            + " Use less padding or dilation.",
        what,
        this,
        image);
  }

  private boolean seesPixels(int side, int window, int places) {
    for (long place = 0; place < places; place++) {
      boolean sees = false;
      for (long k = 0; k < window && !sees; k++) {
        long at = place * stride - padding + k * dilation;
        sees = at >= 0 && at < side;
      }
      if (!sees) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return height
        + "x"
        + width
        + " stride "
        + stride
        + " padding "
        + padding
        + (dilation == 1 ? "" : " dilation " + dilation);
  }
}
