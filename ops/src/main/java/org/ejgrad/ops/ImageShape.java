// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

/**
 * The shape of the images that the rows of a matrix hold: pixel (i, j) of channel c is element
 * {@code (c * height + i) * width + j} of a row.
 *
 * @param channels number of channels, at least 1
 * @param height rows of pixels, at least 1
 * @param width columns of pixels, at least 1
 */
public record ImageShape(int channels, int height, int width) {
  public ImageShape {
    check(
        channels >= 1 && height >= 1 && width >= 1,
        "imageShape: channels, height and width must be >= 1, got %sx%sx%s",
        channels,
        height,
        width);
    check(
        Math.multiplyHigh((long) channels * height, width) == 0
            && (long) channels * height * width >= 0
            && (long) channels * height * width <= Integer.MAX_VALUE,
        "imageShape: an image has at most 2147483647 numbers, got %sx%sx%s",
        channels,
        height,
        width);
  }

  /** Numbers of one image: the columns of a matrix of images. */
  public int elements() {
    return channels * height * width;
  }

  /** Images of this size with another number of channels. */
  public ImageShape withChannels(int others) {
    return new ImageShape(others, height, width);
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
