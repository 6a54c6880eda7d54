package bot

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"net"
	"sync/atomic"
)

const (
	// shortFrame is the length, in bytes, up to which a frame of the gateway can be one that doubts the session.
	shortFrame = 125
	// maxDoubts is how often in a row such frames are answered by resuming; then a new session has to be begun.
	maxDoubts = 3
)

// errDoubted is why a connection ends on which Discord has doubted the session.
var errDoubted = errors.New("the gateway doubts the session, which can be resumed")

// frames watches what the gateway sends for one frame: “invalid session” which says that the session may be resumed.
// discordgo would begin a new session all the same, and lose what happened meanwhile. So the connection ends
// instead, before discordgo has seen the frame, and it resumes as after any other loss.
type frames struct {
	net.Conn
	line   *idleConn
	doubts *atomic.Int32

	greeting []byte // the end of what came of the answer to the upgrade
	open     bool   // the answer is complete
	head     []byte // of the frame that is being read
	left     uint64 // bytes of its payload that are still to come
	short    []byte // its payload, when it is a short text
	watched  bool
}

// Read ends the connection with the frame that is looked for. What came in with it is told again on resuming.
func (f *frames) Read(p []byte) (int, error) {
	n, err := f.Conn.Read(p)
	if f.doubtful(p[:n]) && f.doubts.Add(1) <= maxDoubts {
		f.line.dead.Store(true)
		return 0, errDoubted
	}
	return n, err
}

// doubtful tells whether a frame that doubts the session ends in these bytes.
func (f *frames) doubtful(b []byte) bool {
	if !f.open {
		end := []byte("\r\n\r\n")
		seen := append(f.greeting, b...)
		at := bytes.Index(seen, end)
		if at < 0 {
			f.greeting = bytes.Clone(seen[max(0, len(seen)-len(end)+1):])
			return false
		}
		b, f.open, f.greeting = seen[at+len(end):], true, nil
	}
	found := false
	for len(b) > 0 {
		if f.left == 0 && !f.begin(&b) {
			return found
		}
		n := min(f.left, uint64(len(b)))
		if f.watched {
			f.short = append(f.short, b[:n]...)
		}
		b, f.left = b[n:], f.left-n
		if f.left == 0 && f.watched {
			found = found || invalidResumable(f.short)
		}
	}
	return found
}

// begin reads the head of a frame, whose length depends on its second byte; it is false while that has not come
// whole. Frames of a server are not masked.
func (f *frames) begin(b *[]byte) bool {
	for len(*b) > 0 {
		f.head, *b = append(f.head, (*b)[0]), (*b)[1:]
		if len(f.head) < 2 {
			continue
		}
		size, more := uint64(f.head[1]&0x7f), 0
		switch size {
		case 126:
			more = 2
		case 127:
			more = 8
		}
		if len(f.head) < 2+more {
			continue
		}
		if more > 0 {
			var wide [8]byte
			copy(wide[8-more:], f.head[2:])
			size = binary.BigEndian.Uint64(wide[:])
		}
		const wholeText = 0x81
		f.left, f.watched, f.short = size, f.head[0] == wholeText && size <= shortFrame, f.short[:0]
		f.head = f.head[:0]
		if size > 0 {
			return true
		}
	}
	return false
}

func invalidResumable(payload []byte) bool {
	var p struct {
		Op   int  `json:"op"`
		Data bool `json:"d"`
	}
	const invalidSession = 9
	return json.Unmarshal(payload, &p) == nil && p.Op == invalidSession && p.Data
}
