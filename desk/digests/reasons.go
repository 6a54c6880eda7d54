package digests

import "lede/problem"

// interruption is what the ledger says about a slot that an admin ended: before any attempt to post it, during one, and once it is
// known that the attempt did not arrive.
type interruption struct{ before, during, notArrived *problem.Problem }

func byChange() interruption {
	return interruption{problem.New("desk.changed-before"), problem.New("desk.changed-during"), problem.New("desk.changed-not-arrived")}
}

func byPause() interruption {
	return interruption{problem.New("desk.paused-before"), problem.New("desk.paused-during"), problem.New("desk.paused-not-arrived")}
}

func byRemoval() interruption {
	return interruption{problem.New("desk.removed-before"), problem.New("desk.removed-during"), problem.New("desk.removed-not-arrived")}
}

// notArrived is the reason of a line that was written during an attempt, now that the attempt is known to have failed.
func notArrived(during *problem.Problem) *problem.Problem {
	for _, why := range []interruption{byChange(), byPause(), byRemoval()} {
		if during != nil && during.Code == why.during.Code {
			return why.notArrived
		}
	}
	return during
}
