package feed

import (
	"crypto/sha256"
	"encoding/base64"
)

// short is a hash of what an item is known by. The kind keeps a GUID apart from an address of the same letters.
func short(kind, s string) string {
	sum := sha256.Sum256([]byte(kind + "\n" + s))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}
