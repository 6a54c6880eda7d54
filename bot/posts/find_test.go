package posts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"lede/delivery"
)

// TestAnEmptyPageProvesNothingOnceTheHistoryIsClosed: the permission may be withdrawn between two pages.
func TestAnEmptyPageProvesNothingOnceTheHistoryIsClosed(t *testing.T) {
	for open, want := range map[bool]error{true: nil, false: delivery.ErrMayNotLook} {
		pages := 0
		s := search{self: "9", from: 1000, p: delivery.Post{Channel: "7", Marker: "m"}, ask: func(_ context.Context, path string, out any) error {
			answer := `[]`
			switch {
			case strings.HasSuffix(path, "/channels/7"):
				answer = `{"id":"7","last_message_id":"5000"}`
			case strings.Contains(path, "after=") && pages == 0:
				pages++
				var list []string
				for i := range pageSize {
					list = append(list, fmt.Sprintf(`{"id":"%d","author":{"id":"1"}}`, 2000+i))
				}
				answer = "[" + strings.Join(list, ",") + "]"
			case strings.HasSuffix(path, "?limit=1") && open:
				answer = `[{"id":"3","author":{"id":"1"}}]`
			}
			return json.Unmarshal([]byte(answer), out)
		}}
		id, err := s.channel(t.Context())
		if id != "" || !errors.Is(err, want) {
			t.Errorf("with the history open %v: %q, %v", open, id, err)
		}
	}
}
