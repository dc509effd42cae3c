import {test} from 'node:test'; import './nope.ts'; test('x', ()=>{})
