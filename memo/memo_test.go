package memo_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"lede/memo"
)

const room = 64

// maker makes values and counts how often.
type maker struct {
	memo.Memo[int, string]
	made int
}

func (m *maker) of(key, weight int) string {
	v, _ := m.Of(key, weight, room, func() (string, error) {
		m.made++
		return fmt.Sprint(key), nil
	})
	return v
}

func TestAValueIsMadeOnce(t *testing.T) {
	var m maker
	for range 3 {
		for key := range 5 {
			if got := m.of(key, 1); got != fmt.Sprint(key) {
				t.Errorf("%d is %s", key, got)
			}
		}
	}
	if m.made != 5 {
		t.Errorf("%d were made", m.made)
	}
}

// TestWhatIsAskedForStays, and what is not is forgotten, within the room.
func TestWhatIsAskedForStays(t *testing.T) {
	var m maker
	for key := range 1000 {
		m.of(key, 1)
		m.of(0, 1)
	}
	if m.made != 1000 {
		t.Errorf("%d were made of 1,000", m.made)
	}
	before := m.made
	for key := 999; key >= 0; key-- {
		m.of(key, 1)
	}
	if kept := 1000 - (m.made - before); kept < room/2 || kept > room+1 {
		t.Errorf("%d are kept in a room for %d", kept, room)
	}
}

func TestWhatIsNotRemembered(t *testing.T) {
	var m maker
	for range 2 {
		m.of(1, room/16)
		m.of(2, room/16+1)
	}
	if m.made != 3 {
		t.Errorf("%d were made: one that takes too much of the room is made each time", m.made)
	}
	failed := errors.New("failed")
	for range 2 {
		if _, err := m.Of(3, 1, room, func() (string, error) { m.made++; return "", failed }); !errors.Is(err, failed) {
			t.Errorf("got %v", err)
		}
	}
	if m.made != 5 {
		t.Errorf("%d were made: what failed is tried again", m.made)
	}
}

func TestManyAskAtOnce(t *testing.T) {
	var m memo.Memo[int, int]
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for key := range 500 {
				if v, err := m.Of(key%100, 1, room, func() (int, error) { return key % 100, nil }); v != key%100 || err != nil {
					t.Errorf("%d: %d, %v", key%100, v, err)
				}
			}
		})
	}
	all.Wait()
}
