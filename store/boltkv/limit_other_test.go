//go:build !unix

package boltkv_test

import "errors"

const limits = false

func limit(uint64) error { return errors.ErrUnsupported }
