package cli

import "time"

// times holds the program's timeouts. Tests shorten them.
type times struct {
	receive  time.Duration // to receive a request; Discord allows an interaction three seconds
	answer   time.Duration // to send its answer, which is only a status
	idle     time.Duration // to wait for the next request on a connection
	close    time.Duration // to finish receiving, when the program stops
	health   time.Duration // for the answer to a health check
	check    time.Duration // for one of the doctor's checks
	patience time.Duration // before a person is told what is being waited for
	watch    time.Duration // between checks that the store still has everything
	person   time.Duration // for which people of the playground wait for a first answer; 0 for Discord's three seconds
	tick     time.Duration // between the playground's checks for due work: nobody who moves the clock wants to wait

	begins time.Time // on the playground's clock; the zero time for now
}

func realTimes() times {
	return times{
		receive: 3 * time.Second, answer: 3 * time.Second, idle: time.Minute, close: 3 * time.Second,
		health: 3 * time.Second, check: 5 * time.Second, patience: time.Second, tick: time.Second, watch: watchEvery,
	}
}
