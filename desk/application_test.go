package desk_test

import (
	"strings"
	"testing"
)

func TestTheStoreIsOfTheFirstApplicationThatItWasOf(t *testing.T) {
	d, _, _ := open(t)
	for _, id := range []string{"1", "1"} {
		if err := d.Belongs(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Belongs(t.Context(), "2"); err == nil || !strings.Contains(err.Error(), "desk.another-bot") {
		t.Errorf("another one: %v", err)
	}
	if err := d.Belongs(t.Context(), "1"); err != nil {
		t.Error(err)
	}
}
