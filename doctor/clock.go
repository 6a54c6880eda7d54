package doctor

import (
	"fmt"
	"time"
)

// judgeClock compares this machine's clock with another, which is told in steps and arrives late by an unknown part
// of its way.
func judgeClock(check, whose string, ahead, step, way time.Duration) Finding {
	const much, tooMuch = 2 * time.Second, 30 * time.Second
	off, side := ahead, "ahead of"
	if ahead < 0 {
		off, side = -ahead, "behind"
	}
	doubt := (step/2 + way/2).Round(time.Millisecond)
	if off <= doubt {
		return good(check, "this machine's clock agrees with %s, as far as can be seen (to %s)", whose, max(doubt, time.Millisecond))
	}
	found := fmt.Sprintf("this machine's clock is %s %s %s (give or take %s)", off.Round(10*time.Millisecond), side, whose, doubt)
	const fix = "Switch time synchronisation on (`timedatectl set-ntp true`, chrony or the host's setting): digests come as much too early or too late."
	switch off -= way / 2; {
	case off > tooMuch:
		return failure(check, fix, "%s", found)
	case off > much:
		return warning(check, fix, "%s", found)
	}
	return good(check, "%s", found)
}
