// SPDX-License-Identifier: Apache-2.0
/**
 * The loops that compute: flat, over arrays, result last and fully overwritten. They check nothing
 * and allocate nothing; shapes were checked when the node was made. Internal to this module.
 */
@NullMarked
package org.ejgrad.ops.kernels;

import org.jspecify.annotations.NullMarked;
