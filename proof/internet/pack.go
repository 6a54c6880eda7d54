package internet

import (
	"compress/gzip"
	"io"

	"github.com/andybalholm/brotli"
)

// packer compresses what is written to it, with br, or else gzip.
func packer(coding string, to io.Writer) io.WriteCloser {
	if coding == "br" {
		return brotli.NewWriter(to)
	}
	return gzip.NewWriter(to)
}
