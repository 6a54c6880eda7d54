package internet

import (
	"compress/gzip"
	"io"

	"github.com/andybalholm/brotli"
)

// packer packs what is written to it: br, or else gzip.
func packer(coding string, to io.Writer) io.WriteCloser {
	if coding == "br" {
		return brotli.NewWriter(to)
	}
	return gzip.NewWriter(to)
}
