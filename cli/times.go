package cli

import "time"

// times are how long the program waits for what. Tests shorten them.
type times struct {
	receive  time.Duration // for a request to come in; Discord gives an interaction three seconds
	answer   time.Duration // for its answer, a status and no more, to go out
	idle     time.Duration // for the next request on a connection
	close    time.Duration // for what is being received, when the program stops
	health   time.Duration // for the answer of a health check
	check    time.Duration // for one of the doctor's checks
	patience time.Duration // of a person, before they are told what is being waited for
	watch    time.Duration // between looks whether the store still has everything
	person   time.Duration // for which people of the playground wait for a first answer; 0 for Discord's three seconds
	tick     time.Duration // between the playground's looks at what is due: nobody who moves the clock wants to wait

	begins time.Time // on the playground's clock; the zero time for now
}

func realTimes() times {
	return times{
		receive: 3 * time.Second, answer: 3 * time.Second, idle: time.Minute, close: 3 * time.Second,
		health: 3 * time.Second, check: 5 * time.Second, patience: time.Second, tick: time.Second, watch: watchEvery,
	}
}
