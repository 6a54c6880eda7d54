package cli

import (
	"time"

	"lede/service"
)

// times holds the program's timeouts. Tests shorten them.
type times struct {
	service.Times
	check    time.Duration // for one of the doctor's checks
	patience time.Duration // before a person is told what is being waited for
	person   time.Duration // for which people of the playground wait for a first answer; 0 for Discord's three seconds
	tick     time.Duration // between the playground's checks for due work: nobody who moves the clock wants to wait

	begins time.Time // on the playground's clock; the zero time for now
}

func realTimes() times {
	return times{Times: service.RealTimes(), check: 5 * time.Second, patience: time.Second, tick: time.Second}
}
