// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

/** What numbers are whose spread is asked for: decides by what squared deviations are divided. */
public enum Population {
  /** All there is: n numbers' squared deviations are divided by n. */
  WHOLE,
  /** A sample of more: divided by n - 1, which makes the estimated variance unbiased. */
  SAMPLE
}
