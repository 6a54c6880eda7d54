package bot

import (
	"strconv"
	"testing"
	"time"
)

func TestAPersonWhoActsTooOftenWaits(t *testing.T) {
	at := time.Unix(1_700_000_000, 0)
	c := cooldown{each: 2 * time.Second, now: func() time.Time { return at }}
	acts := func(person string) (n int) {
		for c.wait(person) == 0 && n < 1000 {
			n++
		}
		return n
	}
	if n := acts("a"); n != cooldownBurst {
		t.Errorf("%d times at once, want %d", n, cooldownBurst)
	}
	if wait := c.wait("a"); wait != 2*time.Second {
		t.Errorf("told to wait %v", wait)
	}
	if n := acts("b"); n != cooldownBurst {
		t.Errorf("somebody else: %d times", n)
	}
	at = at.Add(3 * time.Second)
	if n := acts("a"); n != 1 {
		t.Errorf("%d times after 3 s, want 1", n)
	}
	at = at.Add(time.Hour)
	if n := acts("a"); n != cooldownBurst {
		t.Errorf("%d times after an hour", n)
	}
	for i := range 3 * cooldownPeople {
		c.wait(strconv.Itoa(i))
	}
	if len(c.full)+len(c.older) > cooldownPeople {
		t.Errorf("%d people are remembered", len(c.full)+len(c.older))
	}
	acts("a")
	for i := range 3 * cooldownPeople {
		c.wait("x" + strconv.Itoa(i))
		if i%1000 == 0 && c.wait("a") == 0 {
			t.Fatal("one who goes on was forgotten for those who act once")
		}
	}
	if none := (cooldown{now: time.Now}); none.wait("a") != 0 || none.full != nil {
		t.Error("there is a limit although none was set")
	}
}
