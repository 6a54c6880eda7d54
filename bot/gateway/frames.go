package gateway

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"sync/atomic"

	"lede/bot/rest"
)

const (
	// maxFrame bounds one message of the gateway, in bytes. The longest that Discord sends describe a server with all its
	// channels and roles, and have about one million.
	maxFrame = 8 << 20
	// maxUpgrade bounds the response to the upgrade request, in bytes.
	maxUpgrade = 64 << 10
	// keptFrame is how much buffer is kept from one message to the next, in bytes.
	keptFrame = 64 << 10
)

// The first byte of a WebSocket frame: its flags and opcodes.
const (
	frameWhole    = 0x80
	frameReserved = 0x70
	frameOpcode   = 0x0f

	kindContinuation = 0x0
	kindText         = 0x1
	kindBinary       = 0x2
	kindClose        = 0x8
	kindPong         = 0xa

	maxControl  = 125 // bytes of the payload of a control frame
	controlHead = 2   // bytes of its head
)

var (
	errFrame   = errors.New("the gateway breaks the rules of WebSocket")
	errUpgrade = errors.New("the gateway's first answer has no end")
)

// frames stands between the gateway and discordgo, which panics or hangs on unexpected messages. It reads each message whole
// and passes on a rewritten one, or none; packets decides which. Pings and pongs are passed on unchanged. A close frame, and
// any error, ends the connection without a word to Discord, so that the session can be resumed.
type frames struct {
	net.Conn
	line    *idleConn
	counts  *frameCounts
	packets packets
	ended   func(error)  // called with why the connection has ended, once discordgo has read everything before; may be nil
	leaves  *atomic.Bool // we are leaving, so discordgo may say goodbye

	in  [4096]byte
	out []byte // for discordgo to read
	err error  // returned after out

	answer  []byte // the upgrade response, while it is incomplete
	open    bool   // the upgrade response is complete
	refused bool   // and it refuses: no frames follow

	head   []byte // of the current frame
	left   uint64 // bytes of its payload that are still to come
	inside bool   // its head is complete
	last   bool   // it ends a message
	aside  bool   // it is a control frame, not part of a message
	kind   byte   // opcode of the current message, 0 for none
	body   []byte // of the message
	short  []byte // of the current control frame, with its head
	long   bool   // the message is too long
}

// Read returns what discordgo is meant to see.
func (f *frames) Read(p []byte) (int, error) {
	for len(f.out) == 0 {
		if f.err != nil {
			if f.ended != nil {
				f.ended(f.err)
			}
			return 0, f.err
		}
		n, err := f.Conn.Read(f.in[:])
		f.take(f.in[:n])
		if err != nil && f.err == nil {
			f.err = err
		}
	}
	n := copy(p, f.out)
	if f.out = f.out[n:]; len(f.out) == 0 && cap(f.out) > keptFrame {
		f.out = nil
	}
	return n, nil
}

// Write passes on what discordgo sends, except a goodbye of its own, as after five unanswered heartbeats, which would make
// Discord forget the session. The library writes each frame at once.
func (f *frames) Write(p []byte) (int, error) {
	if len(p) > 0 && p[0] == frameWhole|kindClose && !f.leaves.Load() {
		f.line.dead.Store(true)
		return 0, net.ErrClosed
	}
	return f.Conn.Write(p)
}

// end ends the connection. Nothing more is written: a close frame would make Discord forget the session.
func (f *frames) end(err error) {
	f.err = err
	f.line.dead.Store(true)
}

// take parses the received bytes.
func (f *frames) take(b []byte) {
	if !f.open {
		b = f.upgrade(b)
	}
	if f.refused {
		f.out = append(f.out, b...)
		return
	}
	for f.open && f.err == nil {
		if !f.inside {
			if b = f.begin(b); !f.inside {
				return
			}
		}
		n := min(f.left, uint64(len(b)))
		f.hold(b[:n])
		b, f.left = b[n:], f.left-n
		if f.left > 0 {
			return
		}
		f.inside = false
		switch {
		case f.aside && f.short[0]&frameOpcode == kindClose:
			f.end(closeFrame(f.short[controlHead:]))
		case f.aside:
			f.out = append(f.out, f.short...)
		case f.last:
			f.message()
		}
	}
}

// closeFrame reads the payload of a close frame: a code, which may be missing, and a text.
func closeFrame(payload []byte) *closed {
	if len(payload) < 2 {
		return &closed{code: 1005} // RFC 6455's value for no code
	}
	return &closed{code: int(binary.BigEndian.Uint16(payload)), text: rest.Clip(string(payload[2:]), maxControl)}
}

// upgrade passes on the response to the upgrade request and returns what follows it.
func (f *frames) upgrade(b []byte) []byte {
	end := []byte("\r\n\r\n")
	before := len(f.answer)
	f.answer = append(f.answer, b...)
	at := bytes.Index(f.answer, end)
	if at < 0 {
		f.out = append(f.out, b...)
		if len(f.answer) > maxUpgrade {
			f.end(errUpgrade)
		}
		return nil
	}
	n := at + len(end) - before
	f.out = append(f.out, b[:n]...)
	f.open, f.refused = true, !bytes.HasPrefix(f.answer, []byte("HTTP/1.1 101"))
	if f.refused && f.ended != nil {
		status, _, _ := bytes.Cut(f.answer, []byte("\r\n"))
		f.ended(fmt.Errorf("the gateway answered “%s”", rest.Clip(string(status), maxControl))) // discordgo's library does not say
	}
	f.answer = nil
	return b[n:]
}

// begin reads the head of a frame, whose length depends on its second byte, and returns what follows it. A server's frames are
// not masked.
func (f *frames) begin(b []byte) []byte {
	for len(b) > 0 {
		f.head, b = append(f.head, b[0]), b[1:]
		if len(f.head) < 2 {
			continue
		}
		size, more := uint64(f.head[1]), 0
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
		if !f.expected(f.head[0], f.head[1], size) {
			f.counts.add(frameBroken)
			f.end(errFrame)
			return nil
		}
		f.short = append(f.short[:0], f.head...)
		f.head, f.left, f.inside = f.head[:0], size, true
		return b
	}
	return nil
}

// expected records what kind of frame this is, and reports whether it may come now.
func (f *frames) expected(first, second byte, size uint64) bool {
	const masked = 0x80
	if first&frameReserved != 0 || second&masked != 0 || size>>63 != 0 {
		return false
	}
	kind := first & frameOpcode
	whole := first&frameWhole != 0
	if kind >= kindClose {
		f.aside = true
		return kind <= kindPong && whole && size <= maxControl
	}
	f.aside, f.last = false, whole
	if kind == kindContinuation {
		return f.kind != 0
	}
	if f.kind != 0 || kind > kindBinary {
		return false
	}
	f.kind, f.long, f.body = kind, false, f.body[:0]
	return true
}

// hold stores part of the frame's payload. A message that is too long is read to its end and dropped.
func (f *frames) hold(b []byte) {
	switch {
	case f.aside:
		f.short = append(f.short, b...)
	case f.long || len(f.body)+len(b) > maxFrame:
		f.long, f.body = true, nil
	default:
		f.body = append(f.body, b...)
	}
}

// message passes on what packets makes of the complete message.
func (f *frames) message() {
	kind, raw := f.kind, f.body
	f.kind = 0
	if cap(f.body) > keptFrame {
		f.body = nil
	}
	if kind == kindBinary && !f.long {
		raw, f.long = inflated(raw)
	}
	if f.long {
		f.counts.add(frameLong)
		if err := f.packets.unread(); err != nil {
			f.end(err)
		}
		return
	}
	greeted := f.packets.stage != awaitsHello
	out, count, err := f.packets.pass(raw)
	f.counts.add(count)
	if !greeted {
		f.line.beat(f.packets.every)
	}
	if out != nil {
		f.out = appendText(f.out, out)
	}
	if err != nil {
		f.end(err)
	}
}

// inflated decompresses a message that Discord sends compressed although we ask it not to. It returns nil for what cannot be
// decompressed.
func inflated(b []byte) (raw []byte, long bool) {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, false
	}
	raw, err = io.ReadAll(io.LimitReader(z, maxFrame+1))
	if len(raw) > maxFrame {
		return nil, true
	}
	if err != nil {
		return nil, false
	}
	return raw, false
}

// appendText appends a text message framed as a server would.
func appendText(to, text []byte) []byte {
	to = append(to, frameWhole|kindText)
	switch n := len(text); {
	case n < 126:
		to = append(to, byte(n))
	case n < 1<<16:
		to = binary.BigEndian.AppendUint16(append(to, 126), uint16(n))
	default:
		to = binary.BigEndian.AppendUint64(append(to, 127), uint64(n))
	}
	return append(to, text...)
}
