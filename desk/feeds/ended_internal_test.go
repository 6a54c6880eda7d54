package feeds

import (
	"testing"
	"time"
)

// TestAFeedThatIsGoneIsNotAskedAgain.
func TestAFeedThatIsGoneIsNotAskedAgain(t *testing.T) {
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	s := &site{Next: map[string]int64{"gone": 1, pagesKey("gone"): 1, "other": 2}}
	v := &round{Feeds: New(Options{}), id: "gone"}
	due := v.settle(s, &entry{}, false, now)
	if _, there := s.Next["gone"]; there || len(s.Next) != 1 || due != (followUp{}) {
		t.Errorf("next %v, due %+v", s.Next, due)
	}
}
