console.log(JSON.stringify({ absent: 'nothing is set up' }))
