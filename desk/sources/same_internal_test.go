package sources

import (
	"errors"
	"testing"

	"lede/desk/feeds"
	"lede/store"
)

// TestAHostThatIsSpelledInTwoWaysIsOneSource, also where an older Lede kept it as it was typed.
func TestAHostThatIsSpelledInTwoWaysIsOneSource(t *testing.T) {
	const ascii = "https://xn--bcher-kva.example/feed"
	for _, first := range []string{"https://bücher.example/feed", "https://BÜCHER.example/feed", "https://bücher。example/feed", ascii} {
		s := open(t, 9)
		one, _, err := s.AddSource(t.Context(), "g", Source{Address: first})
		if err != nil || one.Address != ascii || one.ID != feeds.ID(ascii) {
			t.Errorf("%s: %+v, %v", first, one, err)
		}
		for _, again := range []string{"https://bücher.example/feed", ascii} {
			if _, _, err := s.AddSource(t.Context(), "g", Source{Address: again}); !errors.Is(err, ErrSameSource) {
				t.Errorf("%s after %s: %v", again, first, err)
			}
		}
	}
	s := open(t, 9)
	clean, _ := feeds.Clean("https://bücher.example/feed")
	older := Source{Address: clean, ID: feeds.ID(clean), Name: "Bücher"}
	if err := s.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error { return kinds.Put(tx, Kind, older.ID, older) }); err != nil {
		t.Fatal(err)
	}
	if there, _, err := s.AddSource(t.Context(), "g", Source{Address: ascii}); !errors.Is(err, ErrSameSource) || there.ID != older.ID {
		t.Errorf("%+v, %v", there, err)
	}
	for address, want := range map[string]string{"https://[::1]:80/f": "https://[::1]:80/f", "https://u@müll.example:8443/ü": "https://u@xn--mll-hoa.example:8443/%C3%BC", "%zz": "%zz", "f": "f", "https://a.example/%7Ea?b=%41": "https://a.example/%7Ea?b=%41"} {
		if got := feeds.InASCII(address); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
}
