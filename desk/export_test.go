package desk

import "lede/briefing"

// ReadTransfer reads a file without a desk and without waiting for a turn.
func ReadTransfer(data []byte) (*Transfer, error) {
	t, err := decodeTransfer(data)
	if err != nil {
		return nil, err
	}
	return t, t.readArticles(briefing.Options{})
}
